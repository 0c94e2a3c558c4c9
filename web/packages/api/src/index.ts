export { type Client, type ClientOptions, makeClient } from './client.ts'
export { firstAnswer } from './first.ts'
export {
  type FieldFault,
  GivenUp,
  type Problem,
  Refused,
  Unreachable,
  unwrap,
  unwrapTagged,
} from './problem.ts'
