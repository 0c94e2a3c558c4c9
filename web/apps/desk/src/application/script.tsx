import { useLanguage, useText } from '@madoguchi/i18n'
import { texts } from './phone_texts.ts'

/** What is said at the telephone, in the language of who is called: the screen's is open. */
export function Script({ ja, en }: { ja: string[]; en: string[] }) {
  const t = useText(texts)
  const { language } = useLanguage()
  const scripts = [
    { key: 'ja', name: t('scriptJa'), lines: ja },
    { key: 'en', name: t('scriptEn'), lines: en },
  ]
  return (
    <>
      <h3 className="mt-4">{t('script')}</h3>
      {scripts.map(script => (
        <details key={script.key} open={script.key === language} lang={script.key} className="my-2">
          <summary>{script.name}</summary>
          <ol className="list-decimal pl-6">
            {script.lines.map(line => (
              <li key={line} className="py-1">
                {line}
              </li>
            ))}
          </ol>
        </details>
      ))}
    </>
  )
}
