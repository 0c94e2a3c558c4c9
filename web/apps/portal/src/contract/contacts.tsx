import { useText } from '@madoguchi/i18n'
import { names } from '@madoguchi/names'
import { type Fact, Facts } from '@madoguchi/ui'
import type { Schemas } from '../api.ts'
import { texts } from './texts.ts'

/** Who is told what; the present ones only (R27-R30). */
export function Contacts({ contacts }: { contacts: Schemas['Contact'][] }) {
  const t = useText(texts)
  const name = useText(names)
  const present = contacts.filter(contact => !contact.valid_until)
  return (
    <section aria-labelledby="contacts">
      <h2 id="contacts" className="mt-10">
        {t('contacts')}
      </h2>
      <p className="text-text-quiet">{t('contactNote')}</p>
      <div className="card-pair">
        {present.map(contact => (
          <article key={contact.role} className="card">
            <h3>{name(contact.role)}</h3>
            <Contact contact={contact} />
          </article>
        ))}
      </div>
    </section>
  )
}

function Contact({ contact }: { contact: Schemas['Contact'] }) {
  const t = useText(texts)
  const facts: Fact[] = [
    { name: t('organization'), value: contact.organization },
    { name: t('department'), value: contact.department },
    {
      name: t('person'),
      value: (
        <>
          <bdi>{contact.person_name}</bdi>
          {contact.person_kana ? `(${contact.person_kana})` : ''}
        </>
      ),
    },
    { name: t('phone'), value: contact.phone },
    { name: t('mail'), value: contact.mail },
    { name: t('address'), value: `〒${contact.postal_code} ${contact.address}` },
    { name: t('notice'), value: t(contact.renewal_notice) },
  ]
  if (contact.invoice_delivery) facts.push({ name: t('invoice'), value: t(contact.invoice_delivery) })
  return <Facts facts={facts.filter(fact => fact.value !== '')} />
}
