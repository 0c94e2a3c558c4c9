import { createLazyRoute } from '@tanstack/react-router'
import { Correction } from './correct.tsx'

export const Route = createLazyRoute('/applications/$id/continuation')({ component: ContinuationCorrection })

function ContinuationCorrection() {
  return <Correction kind="continuation" />
}
