import { LoadTrouble, Skeleton } from '@madoguchi/ui'

interface Asked {
  data: unknown
  error: unknown
  refetch: () => unknown
}

/**
 * Stands in a page's place until all that it says is known: what came later would move its buttons under the reader's
 * finger, and a click in that moment is lost. What is loaded again later stays as it was until it is there.
 */
export function Waiting({ for: asked, lines = 6 }: { for: Asked[]; lines?: number }) {
  const failed = asked.filter(one => one.data === undefined && one.error)
  if (failed.length > 0) {
    const again = () => {
      for (const one of failed) one.refetch()
    }
    return <LoadTrouble error={failed[0]?.error} onAgain={again} />
  }
  return asked.some(one => one.data === undefined) ? <Skeleton lines={lines} /> : null
}
