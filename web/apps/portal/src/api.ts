import { type Client, makeClient } from '@madoguchi/api'
import type { components, paths } from '@madoguchi/api/generated/portal.ts'
import { readLanguage } from '@madoguchi/i18n'
import { askForLogin, askForPassword } from './frame/ask.ts'

export type Schemas = components['schemas']
export type Session = Schemas['Session']

export const api: Client<paths> = makeClient<paths>({
  language: readLanguage,
  logInAgain: askForLogin,
  reauthenticate: askForPassword,
})
