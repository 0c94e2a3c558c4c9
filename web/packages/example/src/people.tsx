import { useText } from '@madoguchi/i18n'
import { Copyable, LoadTrouble, Skeleton, TableBox } from '@madoguchi/ui'
import { useQuery } from '@tanstack/react-query'
import { peopleQuery, type Schemas } from './api.ts'
import { texts } from './texts.ts'

export function People() {
  const { data, error, refetch } = useQuery(peopleQuery)
  if (!data) return error ? <LoadTrouble error={error} onAgain={() => refetch()} /> : <Skeleton lines={6} />
  return (
    <>
      <Customers customers={data.customers} />
      <Officers officers={data.officers} />
    </>
  )
}

function Customers({ customers }: { customers: Schemas['ExamplePeople']['customers'] }) {
  const t = useText(texts)
  return (
    <>
      <h2 className="mt-6">{t('customers')}</h2>
      <TableBox label={t('customers')}>
        <table className="table table-cards">
          <thead>
            <tr>
              <th scope="col">{t('loginId')}</th>
              <th scope="col">{t('password')}</th>
              <th scope="col">{t('name')}</th>
              <th scope="col">{t('codesTo')}</th>
            </tr>
          </thead>
          <tbody>
            {customers.map(person => (
              <tr key={person.login_id}>
                <td data-label={t('loginId')}>
                  <Copyable text={person.login_id} />
                </td>
                <td data-label={t('password')}>
                  <Copyable text={person.password} />
                </td>
                <td data-label={t('name')}>{person.name}</td>
                <td data-label={t('codesTo')}>
                  <Address text={person.otp_address} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </TableBox>
    </>
  )
}

/** An address that is too long for its line breaks before its host. */
function Address({ text }: { text: string }) {
  const at = text.indexOf('@')
  return (
    <>
      {text.slice(0, at)}
      <wbr />
      {text.slice(at)}
    </>
  )
}

type Officer = Schemas['ExamplePeople']['officers'][number]

function Officers({ officers }: { officers: Officer[] }) {
  const t = useText(texts)
  return (
    <>
      <h2 className="mt-6">{t('officers')}</h2>
      <p>{t('totpHint')}</p>
      <TableBox label={t('officers')}>
        <table className="table table-cards">
          <thead>
            <tr>
              <th scope="col">{t('loginId')}</th>
              <th scope="col">{t('password')}</th>
              <th scope="col">{t('totp')}</th>
              <th scope="col">{t('name')}</th>
              <th scope="col">{t('roles')}</th>
            </tr>
          </thead>
          <tbody>
            {officers.map(officer => (
              <tr key={officer.login_id}>
                <td data-label={t('loginId')}>
                  <Copyable text={officer.login_id} />
                </td>
                <td data-label={t('password')}>
                  <Copyable text={officer.password} />
                </td>
                <td data-label={t('totp')}>
                  <Code officer={officer} />
                </td>
                <td data-label={t('name')}>{officer.name}</td>
                <td data-label={t('roles')}>
                  <Roles roles={officer.roles} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </TableBox>
    </>
  )
}

function Code({ officer }: { officer: Officer }) {
  const t = useText(texts)
  const seconds = officer.seconds_left
  if (!officer.totp) return <span className="text-text-quiet">{t('totpWait', { seconds })}</span>
  return (
    <>
      <Copyable key={officer.totp} text={officer.totp} />
      <span className="text-text-quiet block text-sm">{t('totpLeft', { seconds })}</span>
    </>
  )
}

const known = ['reception', 'reviewer', 'approver', 'caller', 'revoker', 'administrator', 'auditor'] as const

function Roles({ roles }: { roles: string[] }) {
  const t = useText(texts)
  return known
    .filter(role => roles.includes(role))
    .map(role => t(role))
    .join(t('between'))
}
