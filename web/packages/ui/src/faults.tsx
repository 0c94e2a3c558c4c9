import { type Language, type Sentence, useLanguage, useText } from '@madoguchi/i18n'
import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import { fieldId } from './field_id.ts'
import { texts } from './texts.ts'
import type { Trouble } from './trouble.ts'

/** All messages for the field at `pointer`, as one. */
export function faultAt(trouble: Trouble | undefined, pointer: string): Sentence | undefined {
  const own = trouble?.faults.filter(fault => fault.pointer === pointer)
  const all = (language: Language) => own?.map(fault => fault.messages[language]).join(' ') ?? ''
  return own?.[0] && { ja: all('ja'), en: all('en') }
}

/** The box that takes focus when an attempt failed, its lines leading to the fields; the page's title says so first. */
export function FaultSummary({ trouble }: { trouble: Trouble | undefined }) {
  const t = useText(texts)
  const box = useRef<HTMLDivElement>(null)
  const { language } = useLanguage()
  const called = useFieldNames(trouble)
  // Focus scrolls to it: before it is painted, so that the page moves once.
  useLayoutEffect(() => {
    if (trouble) box.current?.focus()
  }, [trouble])
  useEffect(() => {
    if (!trouble) return
    const title = document.title
    document.title = `${t('fault')}${title}`
    return () => {
      document.title = title
    }
  }, [trouble, t])
  if (!trouble) return null
  const heading =
    trouble.faults.length > 0
      ? t('faults', { count: trouble.faults.length })
      : trouble.titles
        ? t('refused')
        : t('away')
  return (
    <div className="fault-box" role="alert" tabIndex={-1} ref={box}>
      <h2>{heading}</h2>
      {trouble.faults.length > 0 ? (
        <ul>
          {trouble.faults.map(fault => (
            <li key={`${fault.pointer} ${fault.code}`}>
              <a href={`#${fieldId(fault.pointer)}`} onClick={event => goTo(event, fault.pointer)}>
                {nameBefore(called[fault.pointer], fault.messages[language])}
                {fault.messages[language]}
              </a>
            </li>
          ))}
        </ul>
      ) : (
        <p>{trouble.titles?.[language] ?? t('awayMore')}</p>
      )}
    </div>
  )
}

const REQUIRED = 'input.required'

/** A message that names its field already says it once. */
const nameBefore = (name: string | undefined, message: string) =>
  name && !message.includes(name) ? `${name}: ` : ''

/** The name before what leads nowhere alone: 「必ず入力してください。」, and a message that several fields have. */
function useFieldNames(trouble: Trouble | undefined): Record<string, string> {
  const { language } = useLanguage()
  const [names, setNames] = useState<Record<string, string>>({})
  // biome-ignore lint/correctness/useExhaustiveDependencies: in the other language the labels are others
  useLayoutEffect(() => {
    const faults = trouble?.faults ?? []
    const alone = faults.filter(
      fault =>
        fault.code === REQUIRED ||
        faults.some(each => each !== fault && each.messages.ja === fault.messages.ja),
    )
    const lines = alone.map(({ pointer }) => [pointer, nameOfField(pointer)] as const)
    setNames(Object.fromEntries(lines))
  }, [trouble, language])
  return names
}

/** As its label or its group's legend says it, without the mark of what must be filled in. */
function nameOfField(pointer: string): string {
  const field = document.getElementById(fieldId(pointer))
  const box = field?.closest('.field')
  return box?.querySelector('.field-label')?.firstChild?.textContent ?? ''
}

function goTo(event: { preventDefault: () => void }, pointer: string) {
  event.preventDefault()
  document.getElementById(fieldId(pointer))?.focus()
}
