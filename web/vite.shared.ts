import { readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import tailwind from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'

const MIN_BYTES = 600
// What others wrote, in one piece: it compresses better than in several, and a new release of ours leaves it as it was.
// Not what one lazy screen alone uses.
const EVERY_SCREENS_PARTS = /node_modules\/(?!.*(?:useQueries|queriesObserver))/

/** Compresses once, at build: the server only picks what the browser takes. */
function precompress(out: string): Plugin {
  return {
    name: 'precompress',
    apply: 'build',
    writeBundle(_options, bundle) {
      for (const name of Object.keys(bundle)) {
        if (!/\.(js|css|svg|json|txt)$/.test(name)) continue
        const bytes = readFileSync(join(out, name))
        if (bytes.length < MIN_BYTES) continue
        writeFileSync(join(out, `${name}.gz`), gzipSync(bytes, { level: 9 }))
        writeFileSync(
          join(out, `${name}.br`),
          brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }),
        )
      }
    },
  }
}

/**
 * What the server's own login page puts into its head: the style first, the scripts for what comes after the code behind
 * it and without hurry, so that on a slow line they do not hold up the page that one looks at.
 */
function loginHead(out: string): Plugin {
  return {
    name: 'login-head',
    apply: 'build',
    writeBundle() {
      const html = readFileSync(join(out, 'index.html'), 'utf8')
      const links: string[] = []
      for (const [tag] of html.matchAll(/<(?:script|link)\b[^>]*>/g)) {
        const href = /(?:src|href)="([^"]+)"/.exec(tag)?.[1]
        if (!href) continue
        if (tag.includes('rel="icon"')) links.push(`<link rel="icon" href="${href}">`)
        else if (href.endsWith('.css')) links.unshift(`<link rel="stylesheet" href="${href}">`)
        else if (href.endsWith('.js'))
          links.push(`<link rel="modulepreload" fetchpriority="low" href="${href}">`)
      }
      writeFileSync(join(out, 'login_head.html'), links.join(''))
    },
  }
}

/** One face: its folder becomes web/built/<face>, which the C++ server reads at start. */
export function face(name: 'portal' | 'desk') {
  const root = resolve(import.meta.dirname, 'apps', name)
  const out = resolve(import.meta.dirname, 'built', name)
  return defineConfig({
    root,
    base: '/',
    publicDir: resolve(import.meta.dirname, 'public'),
    plugins: [react(), tailwind(), loginHead(out), precompress(out)],
    build: {
      outDir: out,
      emptyOutDir: true,
      target: 'es2023',
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      reportCompressedSize: false,
      rolldownOptions: {
        output: { codeSplitting: { groups: [{ name: 'parts', test: EVERY_SCREENS_PARTS }] } },
      },
    },
  })
}
