import { isExample } from '@madoguchi/frame'
import { createRootRoute, createRoute, createRouter, notFound, redirect } from '@tanstack/react-router'
import { Broken, Frame, NotFound } from './frame/frame.tsx'
import { readTaskSearch } from './tasks/search.ts'

// One line or two a screen: its address, what stands in its query, and its own folder, loaded when it is visited.
const root = createRootRoute({ component: Frame, notFoundComponent: NotFound, errorComponent: Broken })

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

const application = createRoute({
  getParentRoute: () => root,
  path: '/applications/$id',
  component: NotFound,
})
const contract = createRoute({ getParentRoute: () => root, path: '/contracts/$id', component: NotFound })
const enquiry = createRoute({ getParentRoute: () => root, path: '/enquiries/$id', component: NotFound })
const recovery = createRoute({ getParentRoute: () => root, path: '/recoveries/$id', component: NotFound })

// Only an example has what it shows (src/http/example_routes.h): elsewhere there is no such page.
const example = createRoute({
  getParentRoute: () => root,
  path: '/example',
  beforeLoad: () => {
    if (!isExample) throw notFound()
  },
}).lazy(() => import('./example/page.tsx').then(screen => screen.Route))

const tree = root.addChildren([home, tasks, application, contract, enquiry, recovery, example])

export const router = createRouter({ routeTree: tree, defaultPreload: 'intent', scrollRestoration: false })

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
