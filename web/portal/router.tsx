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

export const portalRouter = createRouter({
  routeTree: root.addChildren([home]),
  basepath: '/portal',
  parseSearch,
  stringifySearch,
  defaultPendingComponent: () => <Loading lines={6} />,
  defaultErrorComponent: Oops,
  defaultNotFoundComponent: () => <Oops notFound />,
  defaultPreload: 'intent',
  scrollRestoration: true,
})

export const PortalPages = () => <RouterProvider router={portalRouter} />
