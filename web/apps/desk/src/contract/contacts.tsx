import { formatDay, useLanguage, useText } from '@madoguchi/i18n'
import { names } from '@madoguchi/names'
import { type Fact, Facts, TableBox } from '@madoguchi/ui'
import { Part } from '../frame/screen.tsx'
import { Telephone } from '../frame/telephone.tsx'
import { CorrectContact } from './correct.tsx'
import { type Contract, mayDo } from './queries.ts'
import { texts } from './texts.ts'

type ContactSeen = Contract['contacts'][number]

/** Who is on file now, and who was when (R27-R32, R45). */
export function Contacts({ contract }: { contract: Contract }) {
  const t = useText(texts)
  const name = useText(names)
  const { contacts } = contract
  const corrects = mayDo(contract, 'correct')
  const present = contacts.filter(contact => !contact.valid_until)
  const past = contacts
    .filter(contact => contact.valid_until)
    .toSorted((a, b) => ((a.valid_until ?? '') < (b.valid_until ?? '') ? 1 : -1))
  return (
    <Part id="contacts" title={t('contacts')}>
      <div className="card-pair">
        {present.map(contact => (
          <article key={contact.role} className="card">
            <h3>{name(contact.role)}</h3>
            <ContactFacts contact={contact} />
            {corrects ? <CorrectContact contract={contract} contact={contact} /> : null}
          </article>
        ))}
      </div>
      {past.length > 0 ? <Past contacts={past} /> : null}
    </Part>
  )
}

function ContactFacts({ contact }: { contact: ContactSeen }) {
  const t = useText(texts)
  const { language } = useLanguage()
  const facts: Fact[] = [
    { name: t('organization'), value: contact.organization },
    { name: t('department'), value: contact.department },
    { name: t('person'), value: personOf(contact) },
    { name: t('phone'), value: contact.phone && <Telephone phone={contact.phone} /> },
    { name: t('mail'), value: contact.mail },
    { name: t('address'), value: <Address contact={contact} /> },
    { name: t('since'), value: formatDay(contact.valid_from, language) },
  ]
  return <Facts facts={facts.filter(fact => fact.value !== '')} />
}

/** The postal code in a line of its own, as one writes it in Japan. */
const Address = ({ contact }: { contact: ContactSeen }) => (
  <bdi>
    〒{contact.postal_code} <br />
    {contact.address}
  </bdi>
)

const personOf = (contact: ContactSeen) =>
  contact.person_kana ? `${contact.person_name}(${contact.person_kana})` : contact.person_name

function Past({ contacts }: { contacts: ContactSeen[] }) {
  const t = useText(texts)
  const name = useText(names)
  const { language } = useLanguage()
  return (
    <details className="mt-4">
      <summary>{t('past', { count: contacts.length })}</summary>
      <TableBox label={t('pastTable')}>
        <table className="table table-cards">
          <thead>
            <tr>
              <th scope="col">{t('role')}</th>
              <th scope="col">{t('person')}</th>
              <th scope="col">{t('phone')}</th>
              <th scope="col">{t('mail')}</th>
              <th scope="col">{t('time')}</th>
            </tr>
          </thead>
          <tbody>
            {contacts.map(contact => (
              <tr key={`${contact.role} ${contact.valid_from}`}>
                <td data-label={t('role')}>{name(contact.role)}</td>
                <td data-label={t('person')}>{personOf(contact)}</td>
                <td data-label={t('phone')}>{contact.phone}</td>
                <td data-label={t('mail')}>{contact.mail}</td>
                <td data-label={t('time')}>
                  {t('from', {
                    from: formatDay(contact.valid_from, language),
                    to: formatDay(contact.valid_until ?? contact.valid_from, language),
                  })}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </TableBox>
    </details>
  )
}
