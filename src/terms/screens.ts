/** Which screens show what of the catalogue. Each is a file of the front ends; a test looks whether it is still there. */
export type Screen = { id: string; file: string; shows: readonly string[] }

const BOOKS = ['supports.*.allowances', 'supports.*.trips', 'supports.*.sessions.*.draws']
const ANSWERS = [
  'supports',
  'plans',
  'addOns',
  'options',
  'offices',
  'hours',
  'yearlyClosures',
  'acceptance',
  'oneRunningContract',
  'prices',
]

export const SCREENS: readonly Screen[] = [
  { id: 'console/account', file: 'web/console/account/overview-tab.tsx', shows: BOOKS },
  { id: 'console/ask', file: 'web/console/account/ask-aside.tsx', shows: [...ANSWERS, 'adjustment'] },
  {
    id: 'console/contracts',
    file: 'web/console/account/contracts-tab.tsx',
    shows: ['plans', 'addOns', 'options', 'acceptance'],
  },
  { id: 'console/ledger', file: 'web/console/account/ledger-tab.tsx', shows: [...BOOKS, 'adjustment'] },
  {
    id: 'console/charges',
    file: 'web/console/account/charges-tab.tsx',
    shows: ['prices', 'addOns.*.charge', 'addOns.*.languages.surcharge'],
  },
  { id: 'portal/home', file: 'web/portal/home/home-page.tsx', shows: BOOKS },
]

/** Every clause, with its data and its words. */
export const TERMS_SCREEN = { id: 'console/terms', file: 'web/console/terms/terms-page.tsx' }
