/** Which screens show what of the catalogue. Each is a file of the front ends; a test looks whether it is still there. */
export type Screen = { id: string; file: string; shows: readonly string[] }

const BOOKS = ['supports.*.allowances', 'supports.*.trips', 'supports.*.sessions.*.draws']
/** What answers to a request are made of. */
const SESSIONS = [
  'supports',
  'plans.*.period',
  'plans.*.phases',
  'offices',
  'hours',
  'yearlyClosures',
  'addOns.*.pastEnd',
]
const AGREEMENT = ['plans', 'addOns', 'options', 'acceptance', 'oneRunningContract', 'prices']
const CHARGES = ['prices', 'addOns.*.charge', 'addOns.*.languages.surcharge', 'supports.*.trips']
const PRODUCTS = ['plans.*.period', 'plans.*.phases', 'plans.*.projects', 'addOns', 'options', 'acceptance']

export const SCREENS: readonly Screen[] = [
  { id: 'console/account', file: 'web/console/account/overview-tab.tsx', shows: BOOKS },
  { id: 'console/ask', file: 'web/console/account/ask-aside.tsx', shows: [...SESSIONS, ...AGREEMENT, 'adjustment'] },
  { id: 'console/contracts', file: 'web/console/account/contracts-tab.tsx', shows: PRODUCTS },
  { id: 'console/ledger', file: 'web/console/account/ledger-tab.tsx', shows: [...BOOKS, 'adjustment'] },
  { id: 'console/charges', file: 'web/console/account/charges-tab.tsx', shows: CHARGES },
  { id: 'portal/home', file: 'web/portal/home/home-page.tsx', shows: BOOKS },
  { id: 'portal/usage', file: 'web/portal/usage/usage-page.tsx', shows: BOOKS },
  { id: 'portal/book', file: 'web/portal/book/book-page.tsx', shows: [...SESSIONS, ...CHARGES] },
]

/** Every clause, with its data and its words. */
export const TERMS_SCREENS: readonly Omit<Screen, 'shows'>[] = [
  { id: 'console/terms', file: 'web/console/terms/terms-page.tsx' },
  { id: 'portal/terms', file: 'web/portal/terms/terms-page.tsx' },
]
