import { formatDay, formatDayTime, useLanguage, useText } from '@madoguchi/i18n'
import { FaultSummary, faultAt, Notice, RadioGroup, TextArea } from '@madoguchi/ui'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { groupSerial } from '../contract/certificates.tsx'
import type { ContractSeen } from '../contract/queries.ts'
import { CsrPanel, type Inspection } from '../csr/panel.tsx'
import { texts as csrTexts } from '../csr/texts.ts'
import type { DraftKeeper } from '../form/draft.ts'
import { type Flow, fault, missing, useNext } from '../form/flow.tsx'
import { Buttons, goBack, NextButton } from '../form/parts.tsx'
import { guidanceQuery } from '../guidance.ts'
import { Waiting } from '../waiting.tsx'
import { choices, endQuery, isEmergency, mustEndAtOnce, type Purpose, type ReissueDraft } from './form.ts'
import type { StepKey } from './page.tsx'
import { Span } from './span.tsx'
import { texts } from './texts.ts'

export interface PageProps {
  contract: ContractSeen
  draft: ReissueDraft
  change: (part: Partial<ReissueDraft>) => void
  flow: Flow<StepKey>
  purpose: Purpose
  keeper: DraftKeeper
}

const leads = {
  reissue: 'beforeLead',
  continuation: 'continuationLead',
  first_issue: 'firstLead',
} as const

export function BeforePage({ contract, flow, purpose }: PageProps) {
  const t = useText(texts)
  return (
    <>
      <p className="mt-4">{t(leads[purpose.kind])}</p>
      <h3 className="mt-6">{t('have')}</h3>
      <ul className="list-disc pl-6">
        <li>{t('haveCsr')}</li>
        <li>{t('havePassword')}</li>
      </ul>
      <p className="mt-4">{t(purpose.kind === 'first_issue' ? 'firstAfter' : 'after')}</p>
      <Notice kind="danger">
        <p>{t('leak')}</p>
        <Link to="/emergency" search={{ contract: contract.id }}>
          {t('toEmergency')}
        </Link>
      </Notice>
      <Buttons>
        <button type="button" className="btn btn-first" onClick={flow.next}>
          {t('begin')}
        </button>
      </Buttons>
    </>
  )
}

export function ReasonPage({ contract, draft, change, flow, purpose, keeper }: PageProps) {
  const t = useText(texts)
  const { language } = useLanguage()
  const { trouble, next } = useNext(flow, keeper)
  const again = purpose.kind === 'reissue'
  const exposed = isEmergency(draft)
  const check = () =>
    missing([
      !draft.certificate && fault('/old_certificate', t.both('whichMissing')),
      again && !draft.reason && fault('/reason', t.both('reasonMissing')),
      draft.reason === 'key_lost' && !draft.exposure && fault('/key_exposure', t.both('exposureMissing')),
    ])
  return (
    <>
      <FaultSummary trouble={trouble} />
      <RadioGroup
        pointer="/old_certificate"
        label={t('which')}
        need
        fault={faultAt(trouble, '/old_certificate')}
        value={draft.certificate}
        onChange={certificate => change({ certificate, inspection: undefined })}
        choices={choices(contract, purpose).map(one => ({
          value: one.id,
          name: one.common_name,
          more: t('whichMore', {
            serial: groupSerial(one.serial),
            until: formatDay(one.not_after, language),
          }),
        }))}
      />
      {again ? (
        <>
          <RadioGroup
            pointer="/reason"
            label={t('reason')}
            need
            fault={faultAt(trouble, '/reason')}
            value={draft.reason}
            onChange={value => {
              const reason = value as ReissueDraft['reason']
              const at = mustEndAtOnce({ ...draft, reason }) && draft.end === 'deferred'
              change({ reason, ...(at ? { end: undefined } : {}) })
            }}
            choices={(['server_failure', 'key_lost', 'unusable_certificate', 'other'] as const).map(
              value => ({
                value,
                name: t(value),
              }),
            )}
          />
          {draft.reason === 'key_lost' ? (
            <RadioGroup
              pointer="/key_exposure"
              label={t('exposure')}
              need
              fault={faultAt(trouble, '/key_exposure')}
              value={draft.exposure}
              onChange={exposure => change({ exposure: exposure as ReissueDraft['exposure'] })}
              choices={(['no', 'yes', 'unknown'] as const).map(value => ({ value, name: t(value) }))}
            />
          ) : null}
          {exposed ? (
            <Notice kind="danger">
              <p>{t('exposed')}</p>
            </Notice>
          ) : null}
          <TextArea
            pointer="/reason_text"
            label={t('reasonText')}
            hint={t('reasonTextHint')}
            maxLength={1000}
            rows={3}
            value={draft.reasonText}
            onChange={event => change({ reasonText: event.target.value })}
            fault={faultAt(trouble, '/reason_text')}
          />
        </>
      ) : null}
      <Buttons onBack={goBack}>
        {exposed ? (
          <Link
            className="btn btn-first"
            to="/emergency"
            search={{ contract: contract.id, certificate: draft.certificate }}
          >
            {t('toEmergency')}
          </Link>
        ) : (
          <NextButton onClick={() => next(check())} />
        )}
      </Buttons>
    </>
  )
}

export function CsrPage({ contract, draft, change, flow, purpose, keeper }: PageProps) {
  const t = useText(csrTexts)
  const { trouble, next, forget } = useNext(flow, keeper)
  const misfit = (found: Inspection | undefined) =>
    !found?.acceptable && fault('/csr', t.both(found ? 'misfit' : 'missing'))
  return (
    <>
      <FaultSummary trouble={trouble} />
      <CsrPanel
        contract={contract}
        oldCertificate={draft.certificate}
        continuation={purpose.kind !== 'reissue'}
        application={purpose.corrects?.id}
        csr={draft.csr}
        inspection={draft.inspection}
        trouble={trouble}
        onChange={(csr, inspection) => {
          if (csr !== draft.csr) forget()
          change({ csr, inspection })
        }}
        onNext={found => next(missing([misfit(found)]))}
      />
    </>
  )
}

export function EndPage({ contract, draft, change, flow, purpose, keeper }: PageProps) {
  const t = useText(texts)
  const { language } = useLanguage()
  const { trouble, next } = useNext(flow, keeper)
  const deferred = useQuery(endQuery(contract.id, draft, 'deferred', purpose.corrects?.id))
  const immediate = useQuery(endQuery(contract.id, draft, 'immediate', purpose.corrects?.id))
  const guidance = useQuery(guidanceQuery)
  if (!deferred.data || !immediate.data || !guidance.data) {
    return <Waiting for={[deferred, immediate, guidance]} lines={8} />
  }
  const endsAt = deferred.data.old_certificate_ends_at
  const atOnce = mustEndAtOnce(draft)
  const seen = draft.end === 'deferred' ? deferred : draft.end === 'immediate' ? immediate : undefined
  return (
    <>
      <FaultSummary trouble={trouble} />
      <RadioGroup
        pointer="/old_certificate_end"
        label={t('end')}
        hint={t('endHint')}
        need
        fault={faultAt(trouble, '/old_certificate_end')}
        value={draft.end}
        onChange={end => change({ end: end as ReissueDraft['end'] })}
        choices={[
          {
            value: 'deferred',
            name: t('deferred'),
            off: atOnce,
            more: atOnce ? (
              t('deferredOff')
            ) : (
              <>
                {t('deferredPlain')}
                {endsAt ? (
                  <span className="block font-bold">
                    {t('deferredIfNow', { at: formatDayTime(endsAt, language) })}
                  </span>
                ) : null}
                <Span end="deferred" days={guidance.data.deferred_days} />
              </>
            ),
          },
          {
            value: 'immediate',
            name: t('immediate'),
            more: (
              <>
                {t('immediateMore')}
                <Span end="immediate" days={guidance.data.deferred_days} />
              </>
            ),
          },
        ]}
      />
      <div aria-live="polite">
        {seen?.data.warnings.map(warning => (
          <Notice key={warning.code} kind="warning">
            {warning.message}
          </Notice>
        ))}
      </div>
      <Notice kind="danger">
        <p>{t('leak')}</p>
        <Link to="/emergency" search={{ contract: contract.id }}>
          {t('toEmergency')}
        </Link>
      </Notice>
      <Buttons onBack={goBack}>
        <NextButton
          onClick={() => next(missing([!draft.end && fault('/old_certificate_end', t.both('endMissing'))]))}
        />
      </Buttons>
    </>
  )
}
