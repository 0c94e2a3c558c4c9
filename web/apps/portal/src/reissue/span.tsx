import { useText } from '@madoguchi/i18n'
import { spanTexts } from './span_texts.ts'

/**
 * How long the certificate in use lives beside the new one, as two bars: a picture of what the words beside it say, so
 * that nobody has to read it twice. It says nothing that they do not, and is left out for those who hear the page.
 */
export function Span({ end, days }: { end: 'deferred' | 'immediate'; days: number }) {
  const t = useText(spanTexts)
  return (
    <span className="span" data-end={end} aria-hidden="true">
      <span className="span-old">{t('old')}</span>
      <span className="span-new">{t('new')}</span>
      <span className="span-issue">{t(end === 'deferred' ? 'issue' : 'both')}</span>
      {end === 'deferred' ? <span className="span-end">{t('end', { days })}</span> : null}
    </span>
  )
}
