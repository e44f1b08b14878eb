import { createRootRoute, createRoute, createRouter, lazyRouteComponent, RouterProvider } from '@tanstack/react-router'
import { Oops } from '../ui/oops.tsx'
import { knownSearch, parseSearch, stringifySearch } from '../ui/search.ts'
import { Loading } from '../ui/states.tsx'
import { Shell } from './shell.tsx'

/** `clause` and `terms`: the clause that lies open and the version it is read in. */
const root = createRootRoute({ component: Shell, validateSearch: knownSearch('clause', 'terms') })

const home = createRoute({
  getParentRoute: () => root,
  path: '/',
  component: lazyRouteComponent(() => import('./home/home-page.tsx')),
})

/** `show`: past ones; `session`: the one that lies open; `do`: what is being asked about it. */
const sessions = createRoute({
  getParentRoute: () => root,
  path: '/sessions',
  validateSearch: knownSearch('show', 'session', 'do'),
  component: lazyRouteComponent(() => import('./sessions/sessions-page.tsx')),
})

/** `under`: the contract or order to book under. */
const book = createRoute({
  getParentRoute: () => root,
  path: '/book',
  validateSearch: knownSearch('under'),
  component: lazyRouteComponent(() => import('./book/book-page.tsx')),
})

/** `of`: the allowance whose records are shown. */
const usage = createRoute({
  getParentRoute: () => root,
  path: '/usage',
  validateSearch: knownSearch('of'),
  component: lazyRouteComponent(() => import('./usage/usage-page.tsx')),
})

/** `q`: what is searched for; `all`: every clause and not only those that answers rested on. */
const terms = createRoute({
  getParentRoute: () => root,
  path: '/terms',
  validateSearch: knownSearch('q', 'all'),
  component: lazyRouteComponent(() => import('./terms/terms-page.tsx')),
})

const other = createRoute({
  getParentRoute: () => root,
  path: '/other',
  component: lazyRouteComponent(() => import('./other/other-page.tsx')),
})

export const portalRouter = createRouter({
  routeTree: root.addChildren([home, sessions, book, usage, terms, other]),
  basepath: '/portal',
  parseSearch,
  stringifySearch,
  defaultPendingComponent: () => <Loading lines={6} />,
  defaultErrorComponent: Oops,
  defaultNotFoundComponent: () => <Oops notFound />,
  defaultPreload: 'intent',
  scrollRestoration: true,
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof portalRouter
  }
}

export const PortalPages = () => <RouterProvider router={portalRouter} />
