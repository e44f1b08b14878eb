/** Words of the staff console. */
import account from './console-account.ts'
import terms from './console-terms.ts'

export default {
  nav: { accounts: 'Accounts', terms: 'Terms', scenarios: 'Scenarios', crumbs: 'You are here' },
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
  ...terms,
} as const
