export const fileKinds = [
  'contact_change',
  'reissue',
  'continuation',
  'revocation',
  'emergency_revocation',
] as const
export type FileKind = (typeof fileKinds)[number]
export const isFileKind = (kind: string): kind is FileKind => fileKinds.some(each => each === kind)
