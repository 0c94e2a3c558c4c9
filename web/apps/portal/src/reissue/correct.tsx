import { LoadTrouble, Skeleton } from '@madoguchi/ui'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { applicationQuery } from '../form/application.ts'
import type { Purpose } from './form.ts'
import { ReissuePage } from './page.tsx'

/** The correction of a reissue, continuation or first issue that was sent back: the same pages, filled with what was filed (R98). */
export function Correction({ kind }: { kind: Purpose['kind'] }) {
  const { id = '' } = useParams({ strict: false })
  // As it was when the pages were opened: filing it says which state that was.
  const application = useQuery({ ...applicationQuery(id), staleTime: Number.POSITIVE_INFINITY })
  if (application.error) {
    return <LoadTrouble error={application.error} onAgain={() => application.refetch()} />
  }
  if (!application.data) return <Skeleton lines={6} />
  return <ReissuePage id={application.data.contract.id} purpose={{ kind, corrects: application.data }} />
}
