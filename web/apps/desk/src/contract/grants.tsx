import { unwrap } from '@madoguchi/api'
import { formatDay, useLanguage, useText } from '@madoguchi/i18n'
import { Badge, Button, FaultSummary, useIdempotencyKey, useSubmit } from '@madoguchi/ui'
import { useQuery } from '@tanstack/react-query'
import { api } from '../api.ts'
import { Loaded, Part } from '../frame/screen.tsx'
import { isOpen, StepSheet } from '../frame/sheet.tsx'
import { useOfficerName } from '../officers/queries.ts'
import { grantsQuery, useRefresh } from './queries.ts'
import { ReasonForm } from './reason.tsx'
import { texts } from './texts.ts'

/** One-time leave to file a reissue outside self-service (R54, R55). */
export function Grants({ contract }: { contract: string }) {
  const t = useText(texts)
  const officer = useOfficerName()
  const { language } = useLanguage()
  const grants = useQuery(grantsQuery(contract))
  const refresh = useRefresh(contract)
  const key = useIdempotencyKey()
  async function open(reason: string) {
    const params = { path: { id: contract }, header: { 'Idempotency-Key': key(reason) } }
    await unwrap(api.POST('/api/v1/contracts/{id}/grants', { params, body: { reason } }))
    await refresh()
  }
  const close = useSubmit(async (grant: string) => {
    const params = { params: { path: { id: contract, grant } } }
    try {
      await unwrap(api.POST('/api/v1/contracts/{id}/grants/{grant}/close', params))
    } finally {
      await refresh()
    }
  })
  return (
    <Part
      id="grants"
      title={t('grants')}
      act={
        <StepSheet can={grants.data?.can} action="grants" why open={t('openGrant')} title={t('openGrant')}>
          {done => <ReasonForm button={t('openGrant')} hint={t('openGrantHint')} close={done} act={open} />}
        </StepSheet>
      }
    >
      <FaultSummary trouble={close.trouble} />
      <Loaded query={grants}>
        {data =>
          data.grants.length === 0 ? (
            <p className="text-text-quiet">{t('noGrants')}</p>
          ) : (
            <ul>
              {data.grants.map(grant => (
                <li key={grant.id} className="hit">
                  <Badge mood={grant.open ? 'good' : 'quiet'}>
                    {t(grant.open ? 'grantOpen' : grant.used_by ? 'grantUsed' : 'grantClosed')}
                  </Badge>
                  <span>{grant.reason}</span>
                  <span className="text-text-quiet">
                    {t('by', { name: officer(grant.opened_by) })} ・{' '}
                    {t('until', { day: formatDay(grant.expires_at, language) })}
                  </span>
                  {isOpen(grant.can, 'close') ? (
                    <Button small look="plain" onClick={() => close.submit(grant.id)}>
                      {t('closeGrant')}
                    </Button>
                  ) : null}
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
    </Part>
  )
}
