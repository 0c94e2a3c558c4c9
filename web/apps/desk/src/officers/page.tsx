import { useText } from '@madoguchi/i18n'
import { Badge, TableBox } from '@madoguchi/ui'
import { useQuery } from '@tanstack/react-query'
import { createLazyRoute } from '@tanstack/react-router'
import type { Schemas } from '../api.ts'
import { Loaded, Title } from '../frame/screen.tsx'
import { useRoleNames } from '../names.ts'
import { officersQuery } from './queries.ts'
import { texts } from './texts.ts'

export const Route = createLazyRoute('/officers')({ component: Officers })

/** Who works here and as what (R100). Officers are made on the machine itself, not here. */
function Officers() {
  const t = useText(texts)
  const officers = useQuery(officersQuery)
  return (
    <>
      <Title>{t('title')}</Title>
      <p>{t('lead')}</p>
      <Loaded query={officers}>
        {data => (
          <TableBox label={t('title')}>
            <table className="table table-cards">
              <thead>
                <tr>
                  <th scope="col">{t('name')}</th>
                  <th scope="col">{t('loginId')}</th>
                  <th scope="col">{t('roles')}</th>
                  <th scope="col">{t('state')}</th>
                </tr>
              </thead>
              <tbody>
                {data.officers.map(officer => (
                  <Line key={officer.id} officer={officer} />
                ))}
              </tbody>
            </table>
          </TableBox>
        )}
      </Loaded>
    </>
  )
}

function Line({ officer }: { officer: Schemas['Officers']['officers'][number] }) {
  const t = useText(texts)
  const roles = useRoleNames(officer.roles)
  return (
    <tr>
      <td className="font-bold">{officer.name}</td>
      <td data-label={t('loginId')}>
        <span className="mono">{officer.login_id}</span>
      </td>
      <td data-label={t('roles')}>{roles}</td>
      <td data-label={t('state')}>
        {officer.disabled ? (
          <Badge mood="quiet">{t('disabled')}</Badge>
        ) : (
          <Badge mood="good">{t('active')}</Badge>
        )}
      </td>
    </tr>
  )
}
