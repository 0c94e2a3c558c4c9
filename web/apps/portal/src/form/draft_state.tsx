import { formatDayTime, formatMinute, useLanguage, useText } from '@madoguchi/i18n'
import { Button, Notice, useSubmit } from '@madoguchi/ui'
import type { DraftKeeper } from './draft.ts'
import { draftTexts } from './draft_texts.ts'

/** The form begins with what was kept; or all of it is thrown away. */
export function Restored({
  at,
  keeper,
  onAgain,
}: {
  at: string
  keeper: DraftKeeper
  onAgain: () => Promise<void>
}) {
  const t = useText(draftTexts)
  const { language } = useLanguage()
  const { submit, busy, trouble } = useSubmit(async () => {
    await keeper.discard()
    await onAgain()
  })
  return (
    <Notice>
      <p>{t('restored', { at: formatDayTime(at, language) })}</p>
      <div className="btn-row mt-2">
        <Button small busy={busy} onClick={() => submit(undefined)}>
          {t('startOver')}
        </Button>
      </div>
      <p role="status">{trouble ? t('notDiscarded') : ''}</p>
    </Notice>
  )
}

/** Below a page's buttons, which what comes later must not move. */
export function DraftState({ keeper, onAgain }: { keeper: DraftKeeper; onAgain: () => Promise<void> }) {
  const t = useText(draftTexts)
  const { language } = useLanguage()
  if (keeper.trouble?.code === 'record.changed') {
    return (
      <Notice kind="warning" title={t('otherWindow')}>
        <div className="btn-row">
          <Button small onClick={() => keeper.saveOver().catch(() => undefined)}>
            {t('useThis')}
          </Button>
          <Button small onClick={onAgain}>
            {t('useOther')}
          </Button>
        </div>
      </Notice>
    )
  }
  return (
    <p role="status" className="text-text-quiet mt-3 min-h-7 text-sm">
      {keeper.trouble
        ? (keeper.trouble.faults[0]?.messages[language] ?? t('notSaved'))
        : keeper.savedAt
          ? t('saved', { at: formatMinute(keeper.savedAt) })
          : ''}
    </p>
  )
}
