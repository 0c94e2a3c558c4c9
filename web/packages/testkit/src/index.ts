export { type Authority, type Officer, officers, people } from './authority.ts'
export { lookAt } from './look.ts'
export { expect, logIn, logInOfficer, test } from './test.ts'
