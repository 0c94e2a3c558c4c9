import { useText } from '@madoguchi/i18n'
import { names } from '@madoguchi/names'
import { useState } from 'react'
import type { Schemas } from '../api.ts'
import type { ContractSeen } from '../contract/queries.ts'
import { type DraftKeeper, type SavedDraft, useDraft } from '../form/draft.ts'
import { DraftState, Restored } from '../form/draft_state.tsx'
import { type Flow, type Step, StepPage, useFlow, useReached } from '../form/flow.tsx'
import { AskedPage } from './asked.tsx'
import { CheckPage } from './check.tsx'
import { ChoosePage } from './choose.tsx'
import { ContactPage } from './contact_page.tsx'
import type { ChangeDraft, Role } from './form.ts'
import type { Filed } from './receipt.tsx'
import { texts } from './texts.ts'

export type StepKey = 'asked' | 'choose' | Role | 'check'

export interface PageProps {
  contract: ContractSeen
  /** The application that is corrected, if one is. */
  application?: (Schemas['Application'] & { etag: string }) | undefined
  draft: ChangeDraft
  change: (part: Partial<ChangeDraft>) => void
  flow: Flow<StepKey>
  keeper: DraftKeeper
}

interface FormProps {
  contract: ContractSeen
  application?: (Schemas['Application'] & { etag: string }) | undefined
  start: ChangeDraft
  found: SavedDraft | null
  onAgain: () => Promise<void>
  onFiled: (filed: Filed) => void
}

/** The pages of a change, new or corrected; only the chosen contacts have theirs. */
export function ChangeForm({ contract, application, start, found, onAgain, onFiled }: FormProps) {
  const t = useText(texts)
  const name = useText(names)
  const [draft, setDraft] = useState(start)
  const steps: Step<StepKey>[] = [
    ...(application ? [{ key: 'asked' as const, name: t('askedPage') }] : []),
    { key: 'choose', name: t('choosePage'), pointers: ['/roles', '/contracts'] },
    ...draft.roles.map(role => ({ key: role, name: name(role), pointers: [`/contacts/${role}`] })),
    { key: 'check', name: t('checkPage'), pointers: ['/contracts'] }, // shown on each contract's line
  ]
  const flow = useFlow(steps, start.reached)
  const change = (part: Partial<ChangeDraft>) => setDraft(before => ({ ...before, ...part }))
  const keeper = useDraft(contract.id, 'contact_change', found, draft)
  useReached(flow.now, now => setDraft(before => ({ ...before, reached: Math.max(before.reached, now) })))
  const props = { contract, application, draft, change, flow, keeper }
  return (
    <StepPage flow={flow}>
      <p>{t('of', { name: contract.common_name, number: contract.number })}</p>
      {found && flow.now === 0 ? <Restored at={found.updated_at} keeper={keeper} onAgain={onAgain} /> : null}
      {flow.step === 'asked' ? <AskedPage {...props} /> : null}
      {flow.step === 'choose' ? <ChoosePage {...props} /> : null}
      {draft.roles.map(role =>
        flow.step === role ? <ContactPage key={role} {...props} role={role} /> : null,
      )}
      {flow.step === 'check' ? <CheckPage {...props} onFiled={onFiled} /> : null}
      <DraftState keeper={keeper} onAgain={onAgain} />
    </StepPage>
  )
}
