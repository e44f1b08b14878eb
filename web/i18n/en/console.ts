/** Words of the staff console. */
import account from './console-account.ts'
import audit from './console-audit.ts'
import imports from './console-imports.ts'
import outbox from './console-outbox.ts'
import security from './console-security.ts'
import settings from './console-settings.ts'
import terms from './console-terms.ts'
import work from './console-work.ts'
import people from './people.ts'

export default {
  nav: {
    today: 'Today',
    calendar: 'Calendar',
    accounts: 'Accounts',
    terms: 'Terms',
    scenarios: 'Scenarios',
    settings: 'Settings',
    crumbs: 'You are here',
  },
  keyLines: {
    palette: 'Find or do',
    book: 'Book a session (on an account)',
    find: 'Find in the list',
    rows: 'Move between rows',
    openRow: 'Open the row',
    pages: 'Go to a page',
    choose: 'Choose or not',
    turn: 'Week back, week on (in the calendar)',
    today: 'To today (in the calendar)',
    ends: 'To the first or last row',
    close: 'Close',
    keys: 'These keys',
  },
  ...account,
  ...audit,
  ...imports,
  ...outbox,
  ...security,
  ...settings,
  ...people,
  ...terms,
  ...work,
} as const
