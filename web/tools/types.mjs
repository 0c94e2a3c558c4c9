// Types of the API from api/*.yaml, made anew before every build and check and so never out of date: not in git.
import { mkdirSync, writeFileSync } from 'node:fs'
import openapiTS, { astToString } from 'openapi-typescript'

// The client adds this header to every call (packages/api/src/client.ts): no caller has to.
const OWN_HEADER = /(\/\*\*[^/]*\*\/\s*)?"X-Madoguchi": components\["parameters"\]\["XMadoguchi"\];\n/g
const EMPTY_HEADER = /\bheader: \{\s*\};/g
// Where the rest may be left out, so may the whole.
const HEADER_IF_SENT = /\bheader: (\{(?:\s*\/\*\*[^/]*\*\/)?\s*"[\w-]+"\?: [^;{}]*;\s*\};)/g

const folder = new URL('../packages/api/src/generated/', import.meta.url)
mkdirSync(folder, { recursive: true })
for (const face of ['portal', 'desk']) {
  const types = astToString(await openapiTS(new URL(`../../api/${face}.yaml`, import.meta.url)))
  const text = types
    .replace(OWN_HEADER, '')
    .replace(EMPTY_HEADER, 'header?: never;')
    .replace(HEADER_IF_SENT, 'header?: $1')
  writeFileSync(new URL(`${face}.ts`, folder), `// Made from api/${face}.yaml by tools/types.mjs.\n${text}`)
}
