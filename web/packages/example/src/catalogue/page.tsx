import { useText } from '@madoguchi/i18n'
import { PageTitle } from '@madoguchi/ui'
import { Buttons, Choices, Faults, Fields } from './forms.tsx'
import { Dialogs, FactSamples, Lists, States, Steps, Tables, Waiting } from './shown.tsx'
import { texts } from './texts.ts'

/** Every component of packages/ui in each of its states (a unit test counts them), to be looked at and to be judged. */
export function CataloguePage({ service }: { service: string }) {
  const t = useText(texts)
  return (
    <>
      <PageTitle service={service}>{t('title')}</PageTitle>
      <p className="my-3">{t('lead')}</p>
      <Buttons />
      <Fields />
      <Choices />
      <Faults />
      <States />
      <FactSamples />
      <Tables />
      <Steps />
      <Waiting />
      <Lists />
      <Dialogs />
    </>
  )
}
