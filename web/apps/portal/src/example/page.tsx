import { ExamplePage } from '@madoguchi/example'
import { useText } from '@madoguchi/i18n'
import { createLazyRoute } from '@tanstack/react-router'
import { texts } from '../frame/texts.ts'

export const Route = createLazyRoute('/example')({ component: Example })

function Example() {
  const t = useText(texts)
  return <ExamplePage service={t('service')} />
}
