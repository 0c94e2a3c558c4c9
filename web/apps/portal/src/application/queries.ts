import { unwrapTagged } from '@madoguchi/api'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { api, type Schemas } from '../api.ts'
import { applicationQuery } from '../form/application.ts'

export type ApplicationSeen = Schemas['Application'] & { etag: string }

const LOOK_MS = 10_000

/** What the page asks by itself keeps no session alive (R6). */
const byItself = { 'X-Madoguchi-Poll': '1' }

const ask = (id: string) =>
  unwrapTagged(api.GET('/api/v1/applications/{id}', { params: { path: { id } }, headers: byItself }))

/**
 * The same, looked at again every ten seconds while the page is seen and the application is open. What was loaded last
 * stays if a look fails; `lookFailed` then says so.
 */
export function useLiveApplication(id: string) {
  const client = useQueryClient()
  const application = useQuery(applicationQuery(id))
  const [lookFailed, setLookFailed] = useState(false)
  const looking = useRef(false)
  const over = application.data?.waits_for === 'nobody'
  useEffect(() => {
    async function look() {
      if (looking.current || document.visibilityState !== 'visible') return
      looking.current = true
      try {
        client.setQueryData(applicationQuery(id).queryKey, await ask(id))
        setLookFailed(false)
      } catch {
        setLookFailed(true) // said on the page, which keeps what it has
      } finally {
        looking.current = false
      }
    }
    if (over) return
    const timer = window.setInterval(look, LOOK_MS)
    document.addEventListener('visibilitychange', look)
    return () => {
      window.clearInterval(timer)
      document.removeEventListener('visibilitychange', look)
    }
  }, [id, over, client])
  return { ...application, lookFailed }
}
