import { GivenUp, Refused, unwrap } from '@madoguchi/api'
import { formatDayTime, useLanguage, useText } from '@madoguchi/i18n'
import {
  Button,
  CheckBox,
  type Fact,
  Facts,
  FaultSummary,
  faultAt,
  Notice,
  troubleOf,
  useIdempotencyKey,
  useSubmit,
} from '@madoguchi/ui'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { api, type Schemas } from '../api.ts'
import { groupSerial } from '../contract/certificates.tsx'
import { contractQuery } from '../contract/queries.ts'
import { csrNames } from '../csr/names.ts'
import { applicationQuery } from '../form/application.ts'
import { fault, missing } from '../form/flow.tsx'
import { Buttons, goBack } from '../form/parts.tsx'
import { texts as formTexts } from '../form/texts.ts'
import { Waiting } from '../waiting.tsx'
import { agreementQuery, bodyOf, continuationOf, endQuery, firstIssueOf } from './form.ts'
import type { PageProps } from './pages.tsx'
import { texts } from './texts.ts'

const DIGEST_SHOWN = 16
const bodies = { reissue: bodyOf, continuation: continuationOf, first_issue: firstIssueOf }

export function CheckPage(
  props: PageProps & { onFiled: (standing: Schemas['ApplicationStanding']) => void },
) {
  const { contract, draft, change, flow, purpose, keeper, onFiled } = props
  const t = useText(texts)
  const form = useText(formTexts)
  const client = useQueryClient()
  const keyOf = useIdempotencyKey()
  const agreement = useQuery(agreementQuery)
  const end = purpose.kind === 'reissue' ? (draft.end ?? 'immediate') : 'none'
  const ends = useQuery(endQuery(contract.id, draft, end, purpose.corrects?.id))
  const { trouble } = flow
  const { submit, busy } = useSubmit(async () => {
    flow.say(undefined)
    const continues = purpose.kind === 'continuation'
    const body = bodies[purpose.kind](draft, agreement.data)
    const path = { id: purpose.corrects?.id ?? contract.id }
    const header = { 'Idempotency-Key': keyOf({ path, body }) }
    const headers = { 'If-Match': contract.etag }
    try {
      const resubmit = (etag: string) =>
        unwrap(
          api.POST('/api/v1/applications/{id}/resubmit', {
            params: { path, header: { 'If-Match': etag } },
            body,
          }),
        )
      const standing = await keeper.file(() =>
        purpose.corrects
          ? resubmit(purpose.corrects.etag)
          : continues
            ? unwrap(
                api.POST('/api/v1/contracts/{id}/continuations', { params: { path, header }, headers, body }),
              )
            : unwrap(
                api.POST('/api/v1/contracts/{id}/reissues', { params: { path, header }, headers, body }),
              ),
      )
      onFiled(standing)
      for (const key of ['contracts', 'applications', 'application']) {
        client.invalidateQueries({ queryKey: [key] })
      }
    } catch (error) {
      if (error instanceof GivenUp) return
      if (error instanceof Refused && error.problem.status === 412) {
        await client.invalidateQueries(contractQuery(contract.id))
        if (purpose.corrects) await client.invalidateQueries(applicationQuery(purpose.corrects.id))
      }
      flow.refuse(troubleOf(error))
    }
  })
  function apply() {
    const found = missing([!draft.agreed && fault('/agreement', t.both('agreeMissing'))])
    if (found) flow.say(found)
    else submit(undefined)
  }
  if (!agreement.data || !ends.data) return <Waiting for={[agreement, ends]} lines={12} />
  return (
    <>
      <p>{t('checkLead')}</p>
      <FaultSummary trouble={trouble} />
      {trouble?.code === 'record.changed' || trouble?.code === 'stale' ? (
        <Notice>{form('stale')}</Notice>
      ) : null}
      <Summary {...props} ends={ends.data} />
      <h3>{t('agreement')}</h3>
      <section className="card whitespace-pre-wrap" aria-label={t('agreement')}>
        {agreement.data.text.trim()}
      </section>
      <p className="text-text-quiet text-sm">{t('agreementVersion', { version: agreement.data.version })}</p>
      <CheckBox
        pointer="/agreement"
        label={t('agree')}
        need
        checked={draft.agreed}
        onChange={agreed => change({ agreed })}
        fault={faultAt(trouble, '/agreement')}
      />
      <Buttons onBack={goBack}>
        <Button look="first" onClick={apply} busy={busy}>
          {t('apply')}
        </Button>
      </Buttons>
    </>
  )
}

function Summary({ contract, draft, flow, purpose, ends }: PageProps & { ends: Schemas['CsrInspection'] }) {
  const t = useText(texts)
  const csr = useText(csrNames)
  const { language } = useLanguage()
  const again = purpose.kind === 'reissue'
  const old = contract.certificates.find(one => one.id === draft.certificate)
  const endsAt = ends.old_certificate_ends_at
  const informed = contract.contacts
    .filter(
      contact => !contact.valid_until && (contact.role === 'registrant' || contact.role === 'technical'),
    )
    .map(contact => contact.mail)
  return (
    <Facts
      facts={(
        [
          { name: t('contract'), value: t('of', { name: contract.common_name, number: contract.number }) },
          {
            name: t('which'),
            only: 'old',
            value: <span className="mono">{old ? groupSerial(old.serial) : ''}</span>,
            onChange: () => flow.go('reason'),
          },
          {
            name: t('reason'),
            only: 'reissue',
            value: (
              <>
                {draft.reason ? t(draft.reason) : ''}
                {draft.reasonText ? <p className="whitespace-pre-wrap">{draft.reasonText}</p> : null}
              </>
            ),
            onChange: () => flow.go('reason'),
          },
          {
            name: t('csrKey'),
            value: (
              <>
                {ends.csr.key ? (
                  <p>{t('csrValue', { kind: csr(ends.csr.key.kind), bits: ends.csr.key.bits })}</p>
                ) : null}
                <p className="text-text-quiet text-sm">
                  {t('csrDigest', { digest: `${ends.csr.sha256.slice(0, DIGEST_SHOWN)}…` })}
                </p>
              </>
            ),
            onChange: () => flow.go('csr'),
          },
          {
            name: t('oldEnd'),
            only: 'reissue',
            value: draft.end ? (
              <>
                <span className="font-bold">{t(draft.end)}</span>
                <p>{t(draft.end === 'deferred' ? 'deferredPlain' : 'immediateMore')}</p>
                {draft.end === 'deferred' && endsAt ? (
                  <p>{t('deferredIfNow', { at: formatDayTime(endsAt, language) })}</p>
                ) : null}
              </>
            ) : null,
            onChange: () => flow.go('end'),
          },
          {
            name: t('notAfter'),
            only: 'old',
            value: ends.not_after ? formatDayTime(ends.not_after, language) : '―',
          },
          { name: t('informed'), value: [...new Set(informed)].map(mail => <p key={mail}>{mail}</p>) },
          { name: t('price'), only: 'again', value: t('free') },
        ] as (Fact & { only?: 'reissue' | 'old' | 'again' })[]
      ).filter(
        ({ only }) =>
          !only || again || (only === 'old' && old) || (only === 'again' && purpose.kind !== 'first_issue'),
      )}
    />
  )
}
