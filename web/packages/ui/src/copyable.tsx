import { useText } from '@madoguchi/i18n'
import { type ReactNode, useState } from 'react'
import { Button } from './button.tsx'
import { copyTexts } from './copy_texts.ts'

/** A serial, fingerprint or number: in groups, copied with one key. What became of each press is said. */
export function Copyable({ text, shown }: { text: string; shown?: ReactNode }) {
  const t = useText(copyTexts)
  const [said, setSaid] = useState<'copied' | 'notCopied'>()
  async function copy() {
    setSaid(undefined)
    // Refused to the page, or absent where it is not https.
    const done = await navigator.clipboard?.writeText(text).then(
      () => true,
      () => false,
    )
    setSaid(done ? 'copied' : 'notCopied')
  }
  return (
    <span className="copyable">
      <span className={/\s/.test(typeof shown === 'string' ? shown : text) ? 'mono' : 'mono break-all'}>
        {shown ?? text}
      </span>{' '}
      <Button look="plain" small onClick={copy} aria-label={`${t('copy')}: ${text}`}>
        {t('copy')}
      </Button>
      <span role="status" className="text-text-quiet text-sm">
        {said ? t(said) : ''}
      </span>
    </span>
  )
}
