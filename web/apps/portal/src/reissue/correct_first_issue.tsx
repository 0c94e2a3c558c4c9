import { createLazyRoute } from '@tanstack/react-router'
import { Correction } from './correct.tsx'

export const Route = createLazyRoute('/applications/$id/first-issue')({ component: FirstIssueCorrection })

function FirstIssueCorrection() {
  return <Correction kind="first_issue" />
}
