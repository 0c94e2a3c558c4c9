import { formatDayTime, useLanguage, useText } from '@madoguchi/i18n'
import { applicationMood, applicationStateKey } from '@madoguchi/names'
import { Badge, Facts, LoadTrouble, Notice, PageTitle, Skeleton } from '@madoguchi/ui'
import { useQuery } from '@tanstack/react-query'
import { createLazyRoute, Link } from '@tanstack/react-router'
import { texts as frameTexts } from '../frame/texts.ts'
import { Clock } from '../tasks/clock.tsx'
import { Checklist } from './checklist.tsx'
import { Checks } from './checks.tsx'
import { Content } from './content.tsx'
import { Evidence } from './evidence.tsx'
import { Hand } from './hand.tsx'
import { History } from './history.tsx'
import { Phone } from './phone.tsx'
import { type Application, applicationQuery, taskQuery } from './queries.ts'
import { stateNames } from './state_names.ts'
import { Steps } from './steps.tsx'
import { texts } from './texts.ts'

export const Route = createLazyRoute('/applications/$id')({ component: Page })

function Page() {
  const { id } = Route.useParams()
  const { data, error, refetch } = useQuery(applicationQuery(id))
  if (!data) return error ? <LoadTrouble error={error} onAgain={() => refetch()} /> : <Skeleton lines={8} />
  return <Review key={id} application={data} />
}

const isRevocation = (kind: Application['kind']) => kind === 'revocation' || kind === 'emergency_revocation'

/**
 * Review in one screen: the difference and the evidence left, the checklist and what can be done right. Where somebody
 * is called, the telephone is the work, and stands left.
 */
function Review({ application }: { application: Application }) {
  const name = useText(stateNames)
  const service = useText(frameTexts)
  const call = isRevocation(application.kind)
  // Nobody is called for a leaked key or for what the authority decides (R80).
  const phone = application.kind === 'revocation'
  return (
    <>
      <PageTitle service={service('service')}>
        {`${name(application.kind)} ${application.contract.common_name}`}
      </PageTitle>
      <Summary application={application} />
      <div className="review">
        <div>
          {phone ? <Phone application={application} /> : <Content application={application} />}
          {call ? null : <Checks application={application} />}
          {call ? null : <Evidence contract={application.contract.id} />}
          <History application={application} />
        </div>
        <div>
          <Hand application={application} />
          <Steps application={application} />
          {phone ? <Content application={application} /> : null}
          {call ? null : <Checklist application={application} />}
        </div>
      </div>
    </>
  )
}

function Summary({ application }: { application: Application }) {
  const t = useText(texts)
  const name = useText(stateNames)
  const { language } = useLanguage()
  const { contract, deadline_at: deadline } = application
  const open = application.closed_at === undefined
  // By the service's clock, not by the officer's machine's.
  const task = useQuery(taskQuery(application.id)).data
  const left = task?.seconds_left
  return (
    <>
      <p className="my-2 flex flex-wrap items-center gap-3">
        <Badge mood={applicationMood(application.state)}>
          {name(applicationStateKey(application.state))}
        </Badge>
        <span className="mono">{application.number}</span>
        {deadline && open ? (
          <>
            <span className="text-text-quiet text-sm">
              {t('deadline')}: {formatDayTime(deadline, language)}
            </span>
            {task && left !== undefined ? <Clock secondsLeft={left} of={task.age_seconds + left} /> : null}
          </>
        ) : null}
      </p>
      {application.next_step ? <Notice title={t('shownToCustomer')}>{application.next_step}</Notice> : null}
      <Facts
        facts={[
          {
            name: t('contract'),
            value: (
              <Link to="/contracts/$id" params={{ id: contract.id }}>
                {contract.number} {contract.common_name} ({contract.product.name})
              </Link>
            ),
          },
          { name: t('customer'), value: contract.customer },
          {
            name: t('filedBy'),
            value: application.on_behalf
              ? t('filedByDesk', { name: application.filed_by ?? '' })
              : application.filed_by,
          },
          { name: t('filedAt'), value: formatDayTime(application.filed_at, language) },
          ...(application.answer_until && open
            ? [{ name: t('answerUntil'), value: formatDayTime(application.answer_until, language) }]
            : []),
        ]}
      />
    </>
  )
}
