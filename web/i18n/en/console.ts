/** Words of the staff console. */
import account from './console-account.ts'
import imports from './console-imports.ts'
import settings from './console-settings.ts'
import terms from './console-terms.ts'
import people from './people.ts'

export default {
  nav: { accounts: 'Accounts', terms: 'Terms', scenarios: 'Scenarios', settings: 'Settings', crumbs: 'You are here' },
  keyLines: {
    palette: 'Find or do',
    book: 'Book a session (on an account)',
    find: 'Find in the list',
    rows: 'Move between rows',
    openRow: 'Open the row',
    pages: 'Go to Accounts, Terms, Scenarios',
    close: 'Close',
    keys: 'These keys',
  },
  ...account,
  ...imports,
  ...settings,
  ...people,
  ...terms,
} as const
