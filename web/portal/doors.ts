/** The portal's pages, each with the action that opens it: the menus, and what an address opens, read this one list. */
import type { WordKey } from '../i18n/words.ts'
import { useSignedIn } from '../ui/me-context.ts'
import type { NavIconName } from './nav-icon.tsx'

export type DoorPath =
  | '/'
  | '/sessions'
  | '/book'
  | '/usage'
  | '/terms'
  | '/documents'
  | '/people'
  | '/notifications'
  | '/other'

export type Door = {
  to: DoorPath
  word: WordKey
  icon: NavIconName
  /** Left out: everybody's. */
  may?: string
}

const DOORS: readonly Door[] = [
  { to: '/', word: 'portal.nav.home', icon: 'home' },
  { to: '/sessions', word: 'portal.nav.sessions', icon: 'sessions', may: 'sessions.read' },
  { to: '/usage', word: 'portal.nav.usage', icon: 'usage', may: 'ledger.read' },
  { to: '/terms', word: 'portal.nav.terms', icon: 'terms', may: 'contracts.read' },
  { to: '/documents', word: 'portal.nav.documents', icon: 'documents', may: 'documents.read' },
  { to: '/people', word: 'people.own.title', icon: 'people', may: 'members.read' },
]
const BOOK: Door = { to: '/book', word: 'portal.nav.book', icon: 'book', may: 'sessions.book' }
const OTHER: Door = { to: '/other', word: 'portal.nav.other', icon: 'other' }

/** Beneath a door: pages that open with it, or by an action of their own. */
const BENEATH: Record<string, string> = { '/offers': 'offers.read' }

/** Five fit at the bottom of a phone: what is wanted most, and a way to the rest. */
const MOST = 5
const FIRST: readonly DoorPath[] = ['/', '/sessions', '/book', '/usage', '/people']

const opens = (may: object, door: Door) => door.may === undefined || door.may in may

/** The doors that open for the person who is signed in: all of them, those of the phone's bar, and the ones it leaves out. */
export function useDoors(): { side: Door[]; bar: Door[]; rest: Door[] } {
  const { may } = useSignedIn()
  const side = DOORS.filter((door) => opens(may, door))
  const wanted = FIRST.flatMap((to) => [BOOK, ...side].find((door) => door.to === to && opens(may, door)) ?? [])
  const bar = [...wanted.slice(0, MOST - 1), OTHER]
  return { side, bar, rest: side.filter((door) => !bar.includes(door)) }
}

/** Whether an address is for the person: what the server would refuse is not even asked for. */
export function useMayEnter(path: string): boolean {
  const { may } = useSignedIn()
  const top = `/${path.split('/')[1] ?? ''}`
  const needed = BENEATH[top] ?? [BOOK, ...DOORS].find((door) => door.to === top)?.may
  return needed === undefined || needed in may
}
