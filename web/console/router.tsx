import { createRootRoute, createRoute, createRouter, lazyRouteComponent, RouterProvider } from '@tanstack/react-router'
import { Oops } from '../ui/oops.tsx'
import { knownSearch, parseSearch, stringifySearch } from '../ui/search.ts'
import { Loading } from '../ui/states.tsx'
import { Home, Shell } from './shell.tsx'

/** `clause` and `terms`: the clause that lies open and the version it is read in. */
const root = createRootRoute({ component: Shell, validateSearch: knownSearch('clause', 'terms') })

const home = createRoute({
  getParentRoute: () => root,
  path: '/',
  validateSearch: knownSearch('whose'),
  component: Home,
})

/** `of` the account of what is being asked for, `at` and `who` a free place that was pressed. */
const calendar = createRoute({
  getParentRoute: () => root,
  path: '/calendar',
  validateSearch: knownSearch('view', 'date', 'show', 'do', 'on', 'of', 'at', 'who'),
  component: lazyRouteComponent(() => import('./calendar/calendar-page.tsx')),
})

const gallery = createRoute({
  getParentRoute: () => root,
  path: '/gallery',
  validateSearch: knownSearch('sort', 'cols', 'find'),
  component: lazyRouteComponent(() => import('./gallery.tsx')),
})

const accounts = createRoute({
  getParentRoute: () => root,
  path: '/accounts',
  validateSearch: knownSearch(
    'q',
    'plan',
    'phase',
    'state',
    'responsible',
    'prefecture',
    'ends',
    'hours',
    'sort',
    'cols',
    'do',
  ),
  component: lazyRouteComponent(() => import('./accounts/accounts-page.tsx')),
})

const imports = createRoute({
  getParentRoute: () => root,
  path: '/imports',
  validateSearch: knownSearch('kind', 'sort', 'cols', 'find'),
  component: lazyRouteComponent(() => import('./imports/imports-page.tsx')),
})

/** `do` and `on`: what is being asked for and about which thing; `with` a plan or add-on chosen as a remedy. */
const account = createRoute({
  getParentRoute: () => root,
  path: '/accounts/$accountId',
  validateSearch: knownSearch('do', 'on', 'with'),
  component: lazyRouteComponent(() => import('./account/account-page.tsx')),
})
const overview = createRoute({
  getParentRoute: () => account,
  path: '/',
  validateSearch: knownSearch('show'),
  component: lazyRouteComponent(() => import('./account/overview-tab.tsx')),
})
const timeline = createRoute({
  getParentRoute: () => account,
  path: '/timeline',
  validateSearch: knownSearch('types', 'refused', 'find'),
  component: lazyRouteComponent(() => import('./account/events-tab.tsx')),
})
const contracts = createRoute({
  getParentRoute: () => account,
  path: '/contracts',
  component: lazyRouteComponent(() => import('./account/contracts-tab.tsx')),
})
const sessions = createRoute({
  getParentRoute: () => account,
  path: '/sessions',
  validateSearch: knownSearch('sort', 'cols', 'find', 'state'),
  component: lazyRouteComponent(() => import('./account/sessions-tab.tsx')),
})
const ledger = createRoute({
  getParentRoute: () => account,
  path: '/ledger',
  validateSearch: knownSearch('sort', 'cols', 'find', 'allowance'),
  component: lazyRouteComponent(() => import('./account/ledger-tab.tsx')),
})
const charges = createRoute({
  getParentRoute: () => account,
  path: '/charges',
  validateSearch: knownSearch('sort', 'cols', 'find'),
  component: lazyRouteComponent(() => import('./account/charges-tab.tsx')),
})
const decisions = createRoute({
  getParentRoute: () => account,
  path: '/decisions',
  validateSearch: knownSearch('find', 'decision'),
  component: lazyRouteComponent(() => import('./account/decisions-tab.tsx')),
})

const people = createRoute({
  getParentRoute: () => account,
  path: '/people',
  validateSearch: knownSearch('find', 'sort', 'cols', 'show', 'person', 'step'),
  component: lazyRouteComponent(() => import('./account/people-tab.tsx')),
})

const terms = createRoute({
  getParentRoute: () => root,
  path: '/terms',
  component: lazyRouteComponent(() => import('./terms/terms-page.tsx')),
})
const matrix = createRoute({
  getParentRoute: () => terms,
  path: '/',
  validateSearch: knownSearch('version', 'find', 'kind', 'group', 'sort', 'cols'),
  component: lazyRouteComponent(() => import('./terms/clause-matrix.tsx')),
})
const diff = createRoute({
  getParentRoute: () => terms,
  path: '/diff',
  validateSearch: knownSearch('from', 'to'),
  component: lazyRouteComponent(() => import('./terms/terms-diff.tsx')),
})
const scenarios = createRoute({
  getParentRoute: () => root,
  path: '/scenarios',
  validateSearch: knownSearch('file', 'name', 'find'),
  component: lazyRouteComponent(() => import('./scenarios/scenarios-page.tsx')),
})

const settings = createRoute({
  getParentRoute: () => root,
  path: '/settings',
  component: lazyRouteComponent(() => import('./settings/settings-page.tsx')),
})
const settingsOverview = createRoute({
  getParentRoute: () => settings,
  path: '/',
  component: lazyRouteComponent(() => import('./settings/settings-overview.tsx')),
})
/** What any page of the settings keeps in its address: the list's view, what lies open and what is being done to it. */
const settingsContent = createRoute({
  getParentRoute: () => settings,
  path: '/$page',
  validateSearch: knownSearch(
    'find',
    'sort',
    'cols',
    'show',
    'on',
    'do',
    'of',
    'from',
    'until',
    'action',
    'by',
    'account',
  ),
  component: lazyRouteComponent(() => import('./settings/settings-content.tsx')),
})

/** `show`: how to be told instead of the list; `unread`: only those. */
const notifications = createRoute({
  getParentRoute: () => root,
  path: '/notifications',
  validateSearch: knownSearch('show', 'unread'),
  component: lazyRouteComponent(() => import('./notifications-page.tsx')),
})

const security = createRoute({
  getParentRoute: () => root,
  path: '/security',
  component: lazyRouteComponent(() => import('./security/security-page.tsx')),
})

export const consoleRouter = createRouter({
  routeTree: root.addChildren([
    home,
    accounts,
    calendar,
    gallery,
    imports,
    account.addChildren([overview, timeline, contracts, sessions, ledger, charges, decisions, people]),
    terms.addChildren([matrix, diff]),
    scenarios,
    notifications,
    security,
    settings.addChildren([settingsOverview, settingsContent]),
  ]),
  basepath: '/console',
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
    router: typeof consoleRouter
  }
}

export const ConsolePages = () => <RouterProvider router={consoleRouter} />
