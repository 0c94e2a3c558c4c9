import { Refused } from '@madoguchi/api'
import { useLanguage, useText } from '@madoguchi/i18n'
import { names } from '@madoguchi/names'
import { Button, type Fact, Facts, LoadTrouble, Notice } from '@madoguchi/ui'
import { useQueries, useQuery } from '@tanstack/react-query'
import type { Schemas } from '../api.ts'
import { isContactField, useShownValue } from '../contact/fields.ts'
import { fieldNames } from '../contact/names.ts'
import { contractQuery } from '../contract/queries.ts'
import type { PageProps } from './change_form.tsx'
import { bodyOf, type ChangeDraft } from './form.ts'
import { type Change, otherPreviewQuery } from './preview.ts'
import { texts } from './texts.ts'

type Props = PageProps & { changes: Change[] }

/** All that the check page says of other contracts: it shows when these are there. */
export const useOtherPreviews = (draft: ChangeDraft, body: Schemas['ContactChangeForm']) =>
  useQueries({
    queries: draft.others.flatMap(id => [{ ...contractQuery(id) }, { ...otherPreviewQuery(id, body) }]),
  })

/** What the change does in each of the other contracts, for theirs may stand differently on file. */
export function OtherContracts(props: Props) {
  const { contract, draft, change } = props
  const t = useText(texts)
  const body = bodyOf(draft, contract)
  return (
    <section aria-labelledby="check-contracts">
      <h3 id="check-contracts" className="mt-8">
        {t('whole')}
      </h3>
      <p className="mt-2 font-bold">{t('of', { name: contract.common_name, number: contract.number })}</p>
      {draft.others.map(id => (
        <OtherContract
          key={id}
          id={id}
          body={body}
          main={props.changes}
          onLeaveOut={() => change({ others: draft.others.filter(one => one !== id) })}
        />
      ))}
    </section>
  )
}

interface OtherProps {
  id: string
  body: Schemas['ContactChangeForm']
  main: Change[]
  onLeaveOut: () => void
}

const same = (left: Change[], right: Change[]) =>
  JSON.stringify(left.map(line)) === JSON.stringify(right.map(line))
const line = ({ role, field, before, after }: Change) => [role, field, before, after]

function OtherContract({ id, body, main, onLeaveOut }: OtherProps) {
  const t = useText(texts)
  const { language } = useLanguage()
  const contract = useQuery(contractQuery(id))
  const preview = useQuery(otherPreviewQuery(id, body))
  const trouble = preview.error
  const number = contract.data?.number ?? ''
  return (
    <article className="card">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <h4 className="font-bold">{t('of', { name: contract.data?.common_name ?? '', number })}</h4>
        <Button look="plain" small onClick={onLeaveOut} aria-label={t('leaveOutWhich', { number })}>
          {t('leaveOut')}
        </Button>
      </div>
      {trouble instanceof Refused ? (
        trouble.is('contact_change.nothing_changed') ? (
          <p>{t('alreadySo')}</p>
        ) : (
          <Notice kind="danger">
            {(trouble.problem.errors?.[0]?.messages ?? trouble.problem.titles)[language]}
          </Notice>
        )
      ) : trouble ? (
        <LoadTrouble error={trouble} onAgain={() => preview.refetch()} />
      ) : null}
      {preview.data ? (
        same(preview.data.changes, main) ? (
          <p>{t('sameChange')}</p>
        ) : (
          <>
            <p>{t('ownChange')}</p>
            <ChangeLines changes={preview.data.changes} />
          </>
        )
      ) : null}
    </article>
  )
}

/** Changes of several contacts as one list. */
function ChangeLines({ changes }: { changes: Change[] }) {
  const name = useText(names)
  const fieldName = useText(fieldNames)
  const show = useShownValue()
  const facts: Fact[] = changes.flatMap(({ role, field, before, after }) =>
    isContactField(field)
      ? [
          {
            name: `${name(role)} ${fieldName(field)}`,
            before: show(field, before),
            value: show(field, after),
          },
        ]
      : [],
  )
  return <Facts facts={facts} />
}
