import { createLazyRoute } from '@tanstack/react-router'
import { ReissuePage } from './page.tsx'

export const Route = createLazyRoute('/contracts/$id/continuation')({ component: Continuation })

function Continuation() {
  const { id } = Route.useParams()
  return <ReissuePage id={id} purpose={{ kind: 'continuation' }} />
}
