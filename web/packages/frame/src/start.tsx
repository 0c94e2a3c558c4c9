import { Unreachable } from '@madoguchi/api'
import { LanguageProvider } from '@madoguchi/i18n'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { type AnyRouter, RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'

const TRIES = 2

const client = new QueryClient({
  defaultOptions: {
    // A server that is away may come back; anything else stays as it is, however often it is asked for.
    queries: { retry: (failed, error) => error instanceof Unreachable && failed < TRIES, staleTime: 5_000 },
    mutations: { retry: false },
  },
})

/** Shows a face in its page: one router, its languages, what it has read from the server. */
export function start(router: AnyRouter) {
  const place = document.getElementById('root')
  if (!place) throw new Error('the page has no root')
  createRoot(place).render(
    <StrictMode>
      <LanguageProvider>
        <QueryClientProvider client={client}>
          <RouterProvider router={router} />
        </QueryClientProvider>
      </LanguageProvider>
    </StrictMode>,
  )
}
