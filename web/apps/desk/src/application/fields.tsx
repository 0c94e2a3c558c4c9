import { faultAt, TextArea, type Trouble } from '@madoguchi/ui'

/** What was typed into a sheet, by the server's names of its fields. */
export interface FieldsProps {
  typed: Record<string, string>
  set: (name: string) => (value: string) => void
  trouble: Trouble | undefined
}

export function Area({ typed, set, trouble, name, label }: FieldsProps & { name: string; label: string }) {
  return (
    <TextArea
      pointer={`/${name}`}
      label={label}
      rows={3}
      value={typed[name] ?? ''}
      onChange={event => set(name)(event.target.value)}
      fault={faultAt(trouble, `/${name}`)}
    />
  )
}
