import { isExample } from '@madoguchi/frame'
import { createRootRoute, createRoute, createRouter, notFound, redirect } from '@tanstack/react-router'
import { readCalendarSearch } from './calendar/month.ts'
import { readContractSearch } from './contracts/search.ts'
import { readEnquirySearch } from './enquiries/search.ts'
import { readEventSearch } from './events/search.ts'
import { Broken, BrokenFrame, Frame, NotFound } from './frame/frame.tsx'
import { readItemSearch } from './incidents/search.ts'
import { readTaskSearch } from './tasks/search.ts'

// One line or two a screen: its address, what stands in its query, and its own folder, loaded when it is visited.
const root = createRootRoute({ component: Frame, notFoundComponent: NotFound, errorComponent: BrokenFrame })

const home = createRoute({
  getParentRoute: () => root,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/tasks' })
  },
})
const tasks = createRoute({
  getParentRoute: () => root,
  path: '/tasks',
  validateSearch: readTaskSearch,
}).lazy(() => import('./tasks/page.tsx').then(screen => screen.Route))

const search = createRoute({
  getParentRoute: () => root,
  path: '/search',
  validateSearch: (given: Record<string, unknown>): { q?: string | undefined } =>
    given.q === undefined ? {} : { q: String(given.q) },
}).lazy(() => import('./search/page.tsx').then(screen => screen.Route))
const contracts = createRoute({
  getParentRoute: () => root,
  path: '/contracts',
  validateSearch: readContractSearch,
}).lazy(() => import('./contracts/page.tsx').then(screen => screen.Route))
const opening = createRoute({
  getParentRoute: () => root,
  path: '/contracts/open',
  validateSearch: (given: Record<string, unknown>): { customer?: string | undefined } =>
    given.customer === undefined ? {} : { customer: String(given.customer) },
}).lazy(() => import('./opening/page.tsx').then(screen => screen.Route))
const contract = createRoute({ getParentRoute: () => root, path: '/contracts/$id' }).lazy(() =>
  import('./contract/page.tsx').then(screen => screen.Route),
)
const filing = createRoute({ getParentRoute: () => root, path: '/contracts/$id/file/$kind' }).lazy(() =>
  import('./filing/page.tsx').then(screen => screen.Route),
)
const application = createRoute({ getParentRoute: () => root, path: '/applications/$id' }).lazy(() =>
  import('./application/page.tsx').then(screen => screen.Route),
)
const enquiries = createRoute({
  getParentRoute: () => root,
  path: '/enquiries',
  validateSearch: readEnquirySearch,
}).lazy(() => import('./enquiries/page.tsx').then(screen => screen.Route))
const enquiry = createRoute({ getParentRoute: () => root, path: '/enquiries/$id' }).lazy(() =>
  import('./enquiries/one.tsx').then(screen => screen.Route),
)
const recovery = createRoute({ getParentRoute: () => root, path: '/recoveries/$id' }).lazy(() =>
  import('./recovery/page.tsx').then(screen => screen.Route),
)
const incidents = createRoute({ getParentRoute: () => root, path: '/incidents' }).lazy(() =>
  import('./incidents/page.tsx').then(screen => screen.Route),
)
const openIncident = createRoute({ getParentRoute: () => root, path: '/incidents/open' }).lazy(() =>
  import('./incidents/open.tsx').then(screen => screen.Route),
)
const incident = createRoute({
  getParentRoute: () => root,
  path: '/incidents/$id',
  validateSearch: readItemSearch,
}).lazy(() => import('./incidents/one.tsx').then(screen => screen.Route))
const events = createRoute({
  getParentRoute: () => root,
  path: '/events',
  validateSearch: readEventSearch,
}).lazy(() => import('./events/page.tsx').then(screen => screen.Route))
const figures = createRoute({ getParentRoute: () => root, path: '/figures' }).lazy(() =>
  import('./figures/page.tsx').then(screen => screen.Route),
)
const calendar = createRoute({
  getParentRoute: () => root,
  path: '/calendar',
  validateSearch: readCalendarSearch,
}).lazy(() => import('./calendar/page.tsx').then(screen => screen.Route))
const accounts = createRoute({
  getParentRoute: () => root,
  path: '/accounts',
  validateSearch: (given: Record<string, unknown>): { login_id?: string | undefined } =>
    given.login_id === undefined ? {} : { login_id: String(given.login_id) },
}).lazy(() => import('./accounts/page.tsx').then(screen => screen.Route))
const officers = createRoute({ getParentRoute: () => root, path: '/officers' }).lazy(() =>
  import('./officers/page.tsx').then(screen => screen.Route),
)

// Only an example has what it shows (src/http/example_routes.h): elsewhere there is no such page.
const example = createRoute({
  getParentRoute: () => root,
  path: '/example',
  beforeLoad: () => {
    if (!isExample) throw notFound()
  },
}).lazy(() => import('./example/page.tsx').then(screen => screen.Route))

const tree = root.addChildren([
  home,
  tasks,
  search,
  contracts,
  opening,
  contract,
  filing,
  application,
  enquiries,
  enquiry,
  recovery,
  incidents,
  openIncident,
  incident,
  events,
  figures,
  calendar,
  accounts,
  officers,
  example,
])

export const router = createRouter({
  routeTree: tree,
  defaultPreload: 'intent',
  defaultErrorComponent: Broken, // within the frame: a screen that fell over leaves the menu
  scrollRestoration: false,
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
