import { makeClient, unwrap } from '@madoguchi/api'
import type { components, paths } from '@madoguchi/api/generated/portal.ts'
import { readLanguage } from '@madoguchi/i18n'
import { queryOptions } from '@tanstack/react-query'

const nobodyLogsIn = () => Promise.reject(new Error('the example asks for no login'))

// The same calls stand on the portal's door and on the desk's.
export const api = makeClient<paths>({
  language: readLanguage,
  logInAgain: nobodyLogsIn,
  reauthenticate: nobodyLogsIn,
})

type Schemas = components['schemas']
export type Outlook = Awaited<ReturnType<typeof loadOutlook>>
export type Moment = Outlook['moments'][number]
export type { Schemas }

const MAIL_LOOK_MS = 2_000
const CLOCK_LOOK_MS = 5_000
const CODE_LOOK_MS = 1_000

const loadOutlook = () => unwrap(api.GET('/api/v1/example/outlook'))

export const mailsQuery = queryOptions({
  queryKey: ['example', 'mails'],
  queryFn: () => unwrap(api.GET('/api/v1/example/mails')),
  refetchInterval: MAIL_LOOK_MS,
})
export const mailQuery = (name: string) =>
  queryOptions({
    queryKey: ['example', 'mail', name],
    queryFn: () => unwrap(api.GET('/api/v1/example/mails/{name}', { params: { path: { name } } })),
    staleTime: Number.POSITIVE_INFINITY,
    enabled: name !== '',
  })
export const outlookQuery = queryOptions({
  queryKey: ['example', 'outlook'],
  queryFn: loadOutlook,
  refetchInterval: CLOCK_LOOK_MS,
})
export const peopleQuery = queryOptions({
  queryKey: ['example', 'people'],
  queryFn: () => unwrap(api.GET('/api/v1/example/people')),
  refetchInterval: CODE_LOOK_MS,
  refetchOnWindowFocus: 'always', // back from a login that used one of the codes
})
