import { formatDayTime, useLanguage, useText } from '@madoguchi/i18n'
import { names } from '@madoguchi/names'
import { Badge, Button, LoadTrouble, type Mood, Skeleton } from '@madoguchi/ui'
import { useQuery } from '@tanstack/react-query'
import type { Schemas } from '../api.ts'
import { deskNames, isNamed } from '../names.ts'
import { checks as checkNames, inputs as inputNames, texts } from './check_texts.ts'
import { type Application, checksQuery } from './queries.ts'
import { texts as reviewTexts } from './texts.ts'

type Check = Schemas['Checks']['checks'][number]
const moods: Record<Check['verdict'], Mood> = { passed: 'good', noted: 'wait', failed: 'bad' }

/** What the machine judged, with the values that it looked at; asked again, it looks again (R37, R66). */
export function Checks({ application }: { application: Application }) {
  const t = useText(texts)
  const { language } = useLanguage()
  const query = useQuery(checksQuery(application.id, application.etag))
  const { data, error, refetch } = query
  if (!data) return error ? <LoadTrouble error={error} onAgain={() => refetch()} /> : <Skeleton lines={4} />
  if (data.checks.length === 0) return null
  const count = (verdict: Check['verdict']) => data.checks.filter(each => each.verdict === verdict).length
  const [failed, noted] = [count('failed'), count('noted')]
  return (
    <section aria-labelledby="checks">
      <h2 id="checks" className="mt-8">
        {t('title')}
      </h2>
      <p role="status">
        {failed > 0 ? <strong className="text-danger">{t('failedCount', { count: failed })} </strong> : null}
        {noted > 0 ? <strong>{t('notedCount', { count: noted })} </strong> : null}
        {failed + noted === 0 ? `${t('allPassed', { count: data.checks.length })} ` : ''}
        <span className="text-text-quiet">{t('lead', { at: formatDayTime(data.checked_at, language) })}</span>
      </p>
      <ul className="mt-2">
        {data.checks.map(check => (
          <li key={check.check} className="border-b border-border py-2">
            <Line check={check} />
          </li>
        ))}
      </ul>
      <Button small className="mt-2" busy={query.isFetching} onClick={() => refetch()}>
        {t('again')}
      </Button>
    </section>
  )
}

function Line({ check }: { check: Check }) {
  const t = useText(texts)
  const checkName = useText(checkNames)
  const head = (
    <>
      <Badge mood={moods[check.verdict]}>{t(check.verdict)}</Badge>{' '}
      <span className="font-bold">{checkName(check.check)}</span>
    </>
  )
  return (
    <>
      {check.inputs.length === 0 ? (
        <p className="check">{head}</p>
      ) : (
        <details>
          <summary className="check check-more">{head}</summary>
          <Inputs check={check} />
        </details>
      )}
      {check.messages.map(message => (
        <p key={message} className={check.verdict === 'failed' ? 'text-danger' : ''}>
          {message}
        </p>
      ))}
    </>
  )
}

const isInput = (name: string): name is keyof typeof inputNames => name in inputNames
const isReview = (name: string): name is keyof typeof reviewTexts => name in reviewTexts
const isCommon = (name: string): name is keyof typeof names => name in names

/** "registrant.phone" and the kinds of evidence have their names elsewhere; what nobody named stays as it is. */
function useInputName(): (name: string) => string {
  const input = useText(inputNames)
  const review = useText(reviewTexts)
  const common = useText(names)
  const desk = useText(deskNames)
  return name => {
    if (isInput(name)) return input(name)
    const [role = '', field = ''] = name.split('.')
    if (isCommon(role) && isReview(field)) return `${common(role)} ${review(field)}`
    return isNamed(name) ? desk(name) : name
  }
}

function Inputs({ check }: { check: Check }) {
  const t = useText(texts)
  const { language } = useLanguage()
  const name = useInputName()
  const against = check.inputs.some(each => each.wanted !== undefined)
  return (
    <table className="table table-cards text-sm">
      <thead>
        <tr>
          <th scope="col">{t('input')}</th>
          <th scope="col">{t('value')}</th>
          {against ? <th scope="col">{t('wanted')}</th> : null}
        </tr>
      </thead>
      <tbody>
        {check.inputs.map(each => (
          <tr key={each.name}>
            <td>{name(each.name)}</td>
            <td data-label={t('value')} className="break-all">
              {each.at ? formatDayTime(each.at, language) : each.value || t('none')}
            </td>
            {against ? (
              <td data-label={t('wanted')} className="break-all">
                {each.wanted ?? ''}
              </td>
            ) : null}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
