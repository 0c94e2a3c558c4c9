import { type Client, makeClient } from '@madoguchi/api'
import type { components, paths } from '@madoguchi/api/generated/desk.ts'
import { askForLogin, askForPassword } from '@madoguchi/frame'
import { readLanguage } from '@madoguchi/i18n'

export type Schemas = components['schemas']
export type Session = Schemas['Session']

export const api: Client<paths> = makeClient<paths>({
  language: readLanguage,
  logInAgain: askForLogin,
  reauthenticate: askForPassword,
})

/** On a call that the page makes by itself: it does not keep the session alive (R6). */
export const POLL = { 'X-Madoguchi-Poll': '1' } as const

// What the page does by itself asks the person nothing.
const giveUp = () => Promise.reject(new Error('not now'))
export const quiet: Client<paths> = makeClient<paths>({
  language: readLanguage,
  logInAgain: giveUp,
  reauthenticate: giveUp,
})
