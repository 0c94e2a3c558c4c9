import { createLazyRoute } from '@tanstack/react-router'
import { Correction } from './correct.tsx'

export const Route = createLazyRoute('/applications/$id/reissue')({ component: ReissueCorrection })

function ReissueCorrection() {
  return <Correction kind="reissue" />
}
