import { isExample } from '@madoguchi/frame'
import { createRootRoute, createRoute, createRouter, notFound, redirect } from '@tanstack/react-router'
import { readApplicationSearch } from './applications/search.ts'
import { Route as contractsScreen } from './contracts/page.tsx'
import { readContractSearch } from './contracts/search.ts'
import { readDownloadSearch } from './download/search.ts'
import type { EmergencySearch } from './emergency/search.ts'
import { readEnquirySearch } from './enquiry/search.ts'
import { readFlowSearch } from './form/search.ts'
import { Broken, Frame, NotFound } from './frame/frame.tsx'

// One line or two a screen: its address, what stands in its query, and its own folder, loaded when it is visited; the list
// of contracts, where everybody begins, comes with the frame.
const root = createRootRoute({ component: Frame, notFoundComponent: NotFound, errorComponent: Broken })

const home = createRoute({
  getParentRoute: () => root,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/contracts' })
  },
})
const contracts = createRoute({
  getParentRoute: () => root,
  path: '/contracts',
  validateSearch: readContractSearch,
}).lazy(() => Promise.resolve(contractsScreen))
const contract = createRoute({ getParentRoute: () => root, path: '/contracts/$id' }).lazy(() =>
  import('./contract/page.tsx').then(screen => screen.Route),
)
const reissue = createRoute({
  getParentRoute: () => root,
  path: '/contracts/$id/reissue',
  validateSearch: readFlowSearch,
}).lazy(() => import('./reissue/page.tsx').then(screen => screen.Route))
const continuation = createRoute({
  getParentRoute: () => root,
  path: '/contracts/$id/continuation',
  validateSearch: readFlowSearch,
}).lazy(() => import('./reissue/continuation.tsx').then(screen => screen.Route))
const reissueCorrection = createRoute({
  getParentRoute: () => root,
  path: '/applications/$id/reissue',
  validateSearch: readFlowSearch,
}).lazy(() => import('./reissue/correct_reissue.tsx').then(screen => screen.Route))
const continuationCorrection = createRoute({
  getParentRoute: () => root,
  path: '/applications/$id/continuation',
  validateSearch: readFlowSearch,
}).lazy(() => import('./reissue/correct_continuation.tsx').then(screen => screen.Route))
const firstIssueCorrection = createRoute({
  getParentRoute: () => root,
  path: '/applications/$id/first-issue',
  validateSearch: readFlowSearch,
}).lazy(() => import('./reissue/correct_first_issue.tsx').then(screen => screen.Route))
const revocation = createRoute({
  getParentRoute: () => root,
  path: '/contracts/$id/revocation',
  validateSearch: readFlowSearch,
}).lazy(() => import('./revocation/page.tsx').then(screen => screen.Route))
const contactChange = createRoute({
  getParentRoute: () => root,
  path: '/contracts/$id/contact-change',
  validateSearch: readFlowSearch,
}).lazy(() => import('./contact_change/page.tsx').then(screen => screen.Route))
const enquiries = createRoute({ getParentRoute: () => root, path: '/enquiries' }).lazy(() =>
  import('./enquiry/page.tsx').then(screen => screen.Route),
)
const newEnquiry = createRoute({
  getParentRoute: () => root,
  path: '/enquiries/new',
  validateSearch: readEnquirySearch,
}).lazy(() => import('./enquiry/new.tsx').then(screen => screen.Route))
const enquiry = createRoute({ getParentRoute: () => root, path: '/enquiries/$id' }).lazy(() =>
  import('./enquiry/show.tsx').then(screen => screen.Route),
)

const account = createRoute({ getParentRoute: () => root, path: '/account' }).lazy(() =>
  import('./account/page.tsx').then(screen => screen.Route),
)
const address = createRoute({
  getParentRoute: () => root,
  path: '/account/address',
  validateSearch: readFlowSearch,
}).lazy(() => import('./account/address.tsx').then(screen => screen.Route))
const password = createRoute({ getParentRoute: () => root, path: '/account/password' }).lazy(() =>
  import('./account/password.tsx').then(screen => screen.Route),
)
// Behind links in mails (text/*/mail.toml); the token stands behind the #.
const firstPassword = createRoute({
  getParentRoute: () => root,
  path: '/first-password',
  validateSearch: (search: Record<string, unknown>): { done?: true } =>
    search.done === true ? { done: true } : {},
}).lazy(() => import('./account/first_password.tsx').then(screen => screen.Route))
const cancelAddress = createRoute({ getParentRoute: () => root, path: '/cancel-address-change' }).lazy(() =>
  import('./account/cancel_address.tsx').then(screen => screen.Route),
)
const forgotten = createRoute({ getParentRoute: () => root, path: '/forgotten-password' }).lazy(() =>
  import('./account/forgotten.tsx').then(screen => screen.Route),
)
const applications = createRoute({
  getParentRoute: () => root,
  path: '/applications',
  validateSearch: readApplicationSearch,
}).lazy(() => import('./applications/page.tsx').then(screen => screen.Route))
const application = createRoute({ getParentRoute: () => root, path: '/applications/$id' }).lazy(() =>
  import('./application/page.tsx').then(screen => screen.Route),
)
const certificate = createRoute({
  getParentRoute: () => root,
  path: '/contracts/$id/certificates/$certificate',
  validateSearch: readDownloadSearch,
}).lazy(() => import('./download/page.tsx').then(screen => screen.Route))
const guide = createRoute({ getParentRoute: () => root, path: '/guide' }).lazy(() =>
  import('./guide/page.tsx').then(screen => screen.Route),
)
const contactRoles = createRoute({ getParentRoute: () => root, path: '/guide/contacts' }).lazy(() =>
  import('./guide/contacts.tsx').then(screen => screen.Route),
)
const emergency = createRoute({
  getParentRoute: () => root,
  path: '/emergency',
  validateSearch: (search): EmergencySearch => search,
}).lazy(() => import('./emergency/page.tsx').then(screen => screen.Route))

// Only an example has what it shows (src/http/example_routes.h): elsewhere there is no such page.
const example = createRoute({
  getParentRoute: () => root,
  path: '/example',
  beforeLoad: () => {
    if (!isExample) throw notFound()
  },
}).lazy(() => import('./example/page.tsx').then(screen => screen.Route))
const catalogue = createRoute({
  getParentRoute: () => root,
  path: '/catalogue',
  beforeLoad: () => {
    if (!isExample) throw notFound()
  },
}).lazy(() => import('./catalogue/page.tsx').then(screen => screen.Route))

const tree = root.addChildren([
  home,
  contracts,
  contract,
  certificate,
  applications,
  application,
  reissue,
  reissueCorrection,
  continuation,
  continuationCorrection,
  firstIssueCorrection,
  revocation,
  contactChange,
  enquiries,
  newEnquiry,
  enquiry,
  account,
  address,
  password,
  firstPassword,
  cancelAddress,
  forgotten,
  guide,
  contactRoles,
  emergency,
  example,
  catalogue,
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
