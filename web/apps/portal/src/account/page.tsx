import { unwrap } from '@madoguchi/api'
import { formatDayTime, useLanguage, useText } from '@madoguchi/i18n'
import {
  Button,
  Facts,
  FaultSummary,
  LoadTrouble,
  Notice,
  PageTitle,
  RadioGroup,
  Skeleton,
  useSubmit,
} from '@madoguchi/ui'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { createLazyRoute, Link } from '@tanstack/react-router'
import { useState } from 'react'
import { api, type Schemas } from '../api.ts'
import { sessionQuery } from '../frame/session.ts'
import { texts as frameTexts } from '../frame/texts.ts'
import { mandateNames } from './names.ts'
import { accountQuery } from './queries.ts'
import { Sessions } from './sessions.tsx'
import { texts } from './texts.ts'

export const Route = createLazyRoute('/account')({ component: Account })

/** アカウント情報登録 (R10, R11): the login's own data, which are no contact of a contract. */
function Account() {
  const t = useText(texts)
  const service = useText(frameTexts)
  const account = useQuery(accountQuery)
  return (
    <>
      <PageTitle service={service('service')}>{t('title')}</PageTitle>
      {account.error ? <LoadTrouble error={account.error} onAgain={() => account.refetch()} /> : null}
      {account.isPending ? <Skeleton lines={8} /> : null}
      {account.data ? (
        <>
          <Own account={account.data} />
          <MailLanguage account={account.data} />
          <Sessions />
        </>
      ) : null}
    </>
  )
}

/** A reason that the password alone mends is no reason here: it is asked for on the way. */
const isOff = (account: Schemas['Account'], action: string) =>
  account.can.find(
    can => can.action === action && !can.allowed && can.reason !== 'session.reauthenticate_needed',
  )

function Own({ account }: { account: Schemas['Account'] }) {
  const t = useText(texts)
  const { language } = useLanguage()
  const mandate = useText(mandateNames)
  const session = useQuery(sessionQuery).data
  const off = isOff(account, 'change_address')
  return (
    <section aria-labelledby="own">
      <h2 id="own" className="mt-6">
        {t('own')}
      </h2>
      {account.held_until ? (
        <Notice kind="warning">{t('held', { until: formatDayTime(account.held_until, language) })}</Notice>
      ) : null}
      {account.waiting_change ? (
        <Notice>
          <p>{t('waiting', { address: account.waiting_change.new_address })}</p>
          <Link to="/account/address" search={{ step: 'code' }}>
            {t('toCode')}
          </Link>
        </Notice>
      ) : null}
      <Facts
        facts={[
          { name: t('loginId'), value: account.login_id },
          { name: t('name'), value: account.name },
          {
            name: t('otpAddress'),
            value: (
              <>
                <p className="font-bold">{account.otp_address}</p>
                <p className="text-text-quiet text-sm">{account.note}</p>
                {off ? (
                  <p className="text-warning">
                    {t('cannot')}: {off.message}
                  </p>
                ) : (
                  <Link to="/account/address">{t('addressTitle')}</Link>
                )}
              </>
            ),
          },
          {
            name: t('password'),
            value: (
              <>
                <p className="text-text-quiet">{t('passwordHidden')}</p>
                <Link to="/account/password">{t('passwordTitle')}</Link>
              </>
            ),
          },
          {
            name: t('customers'),
            value: session?.customers.map(one => (
              <p key={one.id}>
                {t('customerRole', { customer: one.name, role: mandate(one.role) })}
                {one.agent ? ` (${t('agent')})` : ''}
              </p>
            )),
          },
        ]}
      />
    </section>
  )
}

function MailLanguage({ account }: { account: Schemas['Account'] }) {
  const t = useText(texts)
  const client = useQueryClient()
  const [chosen, setChosen] = useState<string>(account.language)
  const [saved, setSaved] = useState(false)
  const { submit, busy, trouble } = useSubmit(async () => {
    setSaved(false)
    await unwrap(api.POST('/api/v1/account/language', { body: { language: chosen === 'en' ? 'en' : 'ja' } }))
    await client.invalidateQueries(accountQuery)
    setSaved(true)
  })
  return (
    <section aria-labelledby="mail-language" className="mt-10">
      <h2 id="mail-language">{t('mailLanguage')}</h2>
      <FaultSummary trouble={trouble} />
      <RadioGroup
        row
        pointer="/language"
        label={t('ourMails')}
        hint={t('mailLanguageHint')}
        value={chosen}
        onChange={setChosen}
        choices={[
          { value: 'ja', name: t('ja') },
          { value: 'en', name: t('en') },
        ]}
      />
      <div className="flex flex-wrap items-center gap-3">
        <Button onClick={() => submit(undefined)} busy={busy}>
          {t('save')}
        </Button>
        <span role="status">{saved ? t('saved') : ''}</span>
      </div>
    </section>
  )
}
