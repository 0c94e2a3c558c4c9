import { unwrap } from '@madoguchi/api'
import { type PasswordProps, PasswordQuestion } from '@madoguchi/frame'
import { api } from '../api.ts'

export { Ending, LoggedOut } from '@madoguchi/frame'
export { LoginQuestion as Login } from './login.tsx'

export function Password(props: PasswordProps) {
  const reauthenticate = (password: string) =>
    unwrap(api.POST('/api/v1/session/reauthenticate', { body: { password } }))
  return <PasswordQuestion {...props} reauthenticate={reauthenticate} />
}
