/** A sentence with telephone numbers in it: none is broken over two lines, and a telephone dials them. */
export function Phoned({ text, phones }: { text: string; phones: (string | undefined)[] }) {
  const numbers = phones.filter(phone => phone !== undefined && phone !== '')
  const [phone, ...others] = numbers
  if (!phone || !text.includes(phone)) {
    return others.length > 0 ? <Phoned text={text} phones={others} /> : text
  }
  const at = text.indexOf(phone)
  return (
    <>
      <Phoned text={text.slice(0, at)} phones={others} />
      <a className="whitespace-nowrap" href={`tel:${phone.replace(/[^+\d]/g, '')}`}>
        {phone}
      </a>
      <Phoned text={text.slice(at + phone.length)} phones={others} />
    </>
  )
}
