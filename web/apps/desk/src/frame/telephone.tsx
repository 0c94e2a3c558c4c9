import { useText } from '@madoguchi/i18n'
import { Copyable } from '@madoguchi/ui'
import { texts } from './texts.ts'

/** As a telephone system wants it: 03-1234-5678 is +81312345678, and what begins with + stays; a masked one is none. */
export function dialled(phone: string): string | undefined {
  if (!/^\+?[\d-]+$/.test(phone)) return undefined
  const digits = phone.replaceAll('-', '')
  return digits.startsWith('0') ? `+81${digits.slice(1)}` : digits
}

/** A number as people write it, to be dialled by a click; its international form beside it, to be copied. */
export function Telephone({ phone }: { phone: string }) {
  const number = dialled(phone)
  if (!number) return <span className="mono">{phone}</span>
  return (
    <span className="telephone">
      <a href={`tel:${number}`} className="mono">
        {phone}
      </a>
      <span className="text-text-quiet text-sm">
        <Copyable text={number} />
      </span>
    </span>
  )
}

/** The number that was chosen, ready to be dialled; its line is there before, so that nothing moves. */
export function Dial({ phone }: { phone: string | undefined }) {
  const t = useText(texts)
  return (
    <p className="dial">
      {phone ? (
        <>
          {t('dial')}: <Telephone phone={phone} />
        </>
      ) : (
        <span className="text-text-quiet">{t('dialHint')}</span>
      )}
    </p>
  )
}
