import { CataloguePage } from '@madoguchi/example/catalogue'
import { useText } from '@madoguchi/i18n'
import { createLazyRoute } from '@tanstack/react-router'
import { texts } from '../frame/texts.ts'

export const Route = createLazyRoute('/catalogue')({ component: Catalogue })

function Catalogue() {
  const t = useText(texts)
  return <CataloguePage service={t('service')} />
}
