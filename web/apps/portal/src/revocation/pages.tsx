import { formatDay, useLanguage, useText } from '@madoguchi/i18n'
import { FaultSummary, faultAt, Notice, RadioGroup, TextArea, TextField } from '@madoguchi/ui'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { groupSerial } from '../contract/certificates.tsx'
import type { ContractSeen } from '../contract/queries.ts'
import type { DraftKeeper } from '../form/draft.ts'
import { type Flow, fault, missing, useNext } from '../form/flow.tsx'
import { Buttons, goBack, mayFile, NextButton } from '../form/parts.tsx'
import { guidanceQuery } from '../guidance.ts'
import { Phoned } from '../phoned.tsx'
import { choices, mayBeDated, type RevocationDraft, reasons, wishedAt } from './form.ts'
import type { StepKey } from './page.tsx'
import { texts } from './texts.ts'

export interface PageProps {
  contract: ContractSeen
  draft: RevocationDraft
  change: (part: Partial<RevocationDraft>) => void
  flow: Flow<StepKey>
  keeper: DraftKeeper
}

export function ScopePage({ contract, draft, change, flow, keeper }: PageProps) {
  const t = useText(texts)
  const { language } = useLanguage()
  const { trouble, next } = useNext(flow, keeper)
  const guidance = useQuery(guidanceQuery).data
  const check = () =>
    missing([
      !draft.scope && fault('/scope', t.both('scopeMissing')),
      draft.scope === 'certificate' && !draft.certificate && fault('/certificate', t.both('whichMissing')),
    ])
  return (
    <>
      <Notice kind="warning">
        <p>{t('alternative')}</p>
        {mayFile(contract, 'reissue') ? (
          <Link to="/contracts/$id/reissue" params={{ id: contract.id }}>
            {t('toReissue')}
          </Link>
        ) : null}
      </Notice>
      <Notice kind="danger">
        <p>
          <Phoned
            text={t('leak', { phone: guidance?.desk.emergency_phone ?? '…' })}
            phones={[guidance?.desk.emergency_phone]}
          />
        </p>
        <Link to="/emergency" search={{ contract: contract.id }}>
          {t('toEmergency')}
        </Link>
      </Notice>
      <FaultSummary trouble={trouble} />
      <RadioGroup
        pointer="/scope"
        label={t('scope')}
        need
        fault={faultAt(trouble, '/scope')}
        value={draft.scope}
        onChange={scope => change({ scope: scope as RevocationDraft['scope'], typed: '' })}
        choices={[
          { value: 'certificate', name: t('certificate'), more: t('certificateMore') },
          { value: 'contract', name: t('contract'), more: t('contractMore') },
        ]}
      />
      {draft.scope === 'certificate' ? (
        <RadioGroup
          pointer="/certificate"
          label={t('which')}
          need
          fault={faultAt(trouble, '/certificate')}
          value={draft.certificate}
          onChange={certificate => change({ certificate, typed: '' })}
          choices={choices(contract).map(one => ({
            value: one.id,
            name: one.common_name,
            more: t('whichMore', {
              serial: groupSerial(one.serial),
              until: formatDay(one.not_after, language),
            }),
          }))}
        />
      ) : null}
      <Buttons>
        <NextButton onClick={() => next(check())} />
        <Link className="btn btn-second" to="/contracts/$id" params={{ id: contract.id }}>
          {t('keep')}
        </Link>
      </Buttons>
    </>
  )
}

export function ReasonPage({ draft, change, flow, keeper }: PageProps) {
  const t = useText(texts)
  const { trouble, next } = useNext(flow, keeper)
  const check = () =>
    missing([
      !draft.reason && fault('/reason', t.both('reasonMissing')),
      draft.reasonText.trim() === '' && fault('/reason_text', t.both('reasonTextMissing')),
      mayBeDated(draft) && !draft.when && fault('/when', t.both('whenMissing')),
      mayBeDated(draft) &&
        draft.when === 'at' &&
        !wishedAt(draft) &&
        fault('/wished_at', t.both('wishedMissing')),
    ])
  return (
    <>
      <FaultSummary trouble={trouble} />
      <RadioGroup
        pointer="/reason"
        label={t('reason')}
        need
        fault={faultAt(trouble, '/reason')}
        value={draft.reason}
        onChange={reason => change({ reason: reason as RevocationDraft['reason'] })}
        choices={reasons.map(value => ({ value, name: t(value) }))}
      />
      {mayBeDated(draft) ? (
        <>
          <RadioGroup
            pointer="/when"
            label={t('when')}
            need
            fault={faultAt(trouble, '/when')}
            value={draft.when}
            onChange={when => change({ when: when as RevocationDraft['when'] })}
            choices={[
              { value: 'atOnce', name: t('atOnce'), more: t('atOnceMore') },
              { value: 'at', name: t('at'), more: t('atMore') },
            ]}
          />
          {draft.when === 'at' ? (
            <TextField
              pointer="/wished_at"
              label={t('wished')}
              hint={t('wishedHint')}
              type="datetime-local"
              className="input-short"
              need
              value={draft.wished}
              onChange={event => change({ wished: event.target.value })}
              fault={faultAt(trouble, '/wished_at')}
            />
          ) : null}
        </>
      ) : null}
      <TextArea
        pointer="/reason_text"
        label={t('reasonText')}
        hint={t('reasonTextHint')}
        need
        rows={4}
        maxLength={1000}
        value={draft.reasonText}
        onChange={event => change({ reasonText: event.target.value })}
        fault={faultAt(trouble, '/reason_text')}
      />
      <Buttons onBack={goBack}>
        <NextButton onClick={() => next(check())} />
      </Buttons>
    </>
  )
}
