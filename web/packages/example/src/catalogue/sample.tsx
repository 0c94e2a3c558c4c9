import type { ReactNode } from 'react'

/** One kind of component below its heading. */
export function Sample({ name, children }: { name: string; children: ReactNode }) {
  const id = `sample-${name}`
  return (
    <section className="mt-10" aria-labelledby={id}>
      <h2 id={id}>{name}</h2>
      {children}
    </section>
  )
}

/** What may stand in a name: 旧字 outside the first plane, a long corporate name, markup, and a line of two directions. */
export const HARD_NAMES = [
  '髙﨑 \u{20bb7}野家 渡邉󠄂',
  `株式会社${'例示国際情報通信基盤整備'.repeat(5)}ホールディングス`,
  'Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogochllanfairpwllgwyngyll',
  '<script>alert(1)</script>"><img src=x onerror=alert(1)>',
  'مرحبا بالعالم 123 (ABC)',
]
