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

/**
 * `q`: what is searched for; `all`: every clause and not only those that answers rested on; `version`: another than the one
 * that binds; `show`: what changed or who agreed; `from`, `to`: between which versions.
 */
const terms = createRoute({
  getParentRoute: () => root,
  path: '/terms',
  validateSearch: knownSearch('q', 'all', 'version', 'show', 'from', 'to'),
  component: lazyRouteComponent(() => import('./terms/terms-page.tsx')),
})

const offer = createRoute({
  getParentRoute: () => root,
  path: '/offers/$offerId',
  component: lazyRouteComponent(() => import('./offers/offer-page.tsx')),
})

const documents = createRoute({
  getParentRoute: () => root,
  path: '/documents',
  component: lazyRouteComponent(() => import('./documents/documents-page.tsx')),
})

const other = createRoute({
  getParentRoute: () => root,
  path: '/other',
  component: lazyRouteComponent(() => import('./other/other-page.tsx')),
})

/** `on`: the person who lies open; `do`: what is being done. */
const people = createRoute({
  getParentRoute: () => root,
  path: '/people',
  validateSearch: knownSearch('find', 'sort', 'cols', 'show', 'on', 'do'),
  component: lazyRouteComponent(() => import('./people/people-page.tsx')),
})

/** `show`: how to be told instead of the list; `unread`: only those. */
const notifications = createRoute({
  getParentRoute: () => root,
  path: '/notifications',
  validateSearch: knownSearch('show', 'unread'),
  component: lazyRouteComponent(() => import('../ui/notifications/notifications-page.tsx')),
})

const security = createRoute({
  getParentRoute: () => root,
  path: '/security',
  component: lazyRouteComponent(() => import('./security/security-page.tsx')),
})

export const portalRouter = createRouter({
  routeTree: root.addChildren([
    home,
    sessions,
    book,
    usage,
    terms,
    offer,
    documents,
    people,
    notifications,
    security,
    other,
  ]),
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
