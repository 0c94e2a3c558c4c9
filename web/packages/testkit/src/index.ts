export { type Authority, people } from './authority.ts'
export { lookAt } from './look.ts'
export { expect, logIn, test } from './test.ts'
