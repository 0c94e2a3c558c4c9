import { type Client, makeClient } from '@madoguchi/api'
import type { components, paths } from '@madoguchi/api/generated/portal.ts'
import { askForLogin, askForPassword } from '@madoguchi/frame'
import { readLanguage } from '@madoguchi/i18n'

export type Schemas = components['schemas']
export type Session = Schemas['Session']

export const api: Client<paths> = makeClient<paths>({
  language: readLanguage,
  logInAgain: askForLogin,
  reauthenticate: askForPassword,
})
