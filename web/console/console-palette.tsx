import { useNavigate } from '@tanstack/react-router'
import { useCallback, useState } from 'react'
import type { AccountRow } from '../api/types.ts'
import { useAccountsNamed } from '../api/work.ts'
import { useWords } from '../i18n/use-words.ts'
import { useClauses } from '../ui/clause-context.ts'
import { useMay, useNames, useSignedIn } from '../ui/me-context.ts'
import Palette, { type Deed, type DeedGroup } from '../ui/palette.tsx'
import { useUpcoming } from './palette-sessions.ts'
import { SETTINGS_PAGES } from './settings/pages.ts'
import { usePages } from './shell.tsx'

/** Deeds about the accounts that were found; `typed` stands among their words, since the server did the finding. */
function useAccountDeeds() {
  const { t } = useWords()
  const names = useNames()
  const navigate = useNavigate()
  const goTo = (account: AccountRow, search: { do?: string } = {}) =>
    void navigate({ to: '/accounts/$accountId', params: { accountId: account.id }, search })
  const open = (a: AccountRow, typed: string): Deed => ({
    id: a.id,
    icon: 'person',
    label: a.name,
    words: typed,
    note: [a.plan ? names.plan(a.plan) : t('state.none'), names.prefecture(a.prefecture)].join(' · '),
    run: () => goTo(a),
  })
  const book = (a: AccountRow, typed: string): Deed => ({
    id: `book-${a.id}`,
    icon: 'clock',
    label: t('go.bookFor', { name: a.name }),
    words: typed,
    run: () => goTo(a, { do: 'book' }),
  })
  const timeline = (a: AccountRow, typed: string): Deed => ({
    id: `timeline-${a.id}`,
    icon: 'chart',
    label: t('go.timelineOf', { name: a.name }),
    words: typed,
    run: () => void navigate({ to: '/accounts/$accountId/timeline', params: { accountId: a.id } }),
  })
  const create: Deed = {
    id: 'new',
    icon: 'plus',
    label: t('accounts.new'),
    run: () => void navigate({ to: '/accounts', search: { do: 'new' } }),
  }
  return { open, book, timeline, create }
}

/** The pages that this person has, those of the settings among them. */
function usePageDeeds(): Deed[] {
  const { t } = useWords()
  const { may } = useSignedIn()
  const navigate = useNavigate()
  return [
    ...usePages().map(
      ({ word, to, icon }, at): Deed => ({
        id: word,
        icon,
        hint: String(at + 1),
        label: t(`nav.${word}`),
        run: () => void navigate({ to }),
      }),
    ),
    ...SETTINGS_PAGES.filter((p) => p.may.some((action) => may[action] !== undefined)).map(
      (p): Deed => ({
        id: `settings-${p.id}`,
        icon: 'more',
        label: t(p.title),
        note: t('nav.settings'),
        run: () => void navigate({ to: '/settings/$page', params: { page: p.id } }),
      }),
    ),
    {
      id: 'gallery',
      icon: 'columns',
      label: t('gallery.title'),
      note: t('nav.settings'),
      run: () => void navigate({ to: '/gallery' }),
    },
  ]
}

const CLAUSE = /^[a-z-]+\.\d+$/

export default function ConsolePalette({ onClose }: { onClose: () => void }) {
  const { t } = useWords()
  const clauses = useClauses()
  const [mayRead, mayAdd, mayBook] = [useMay('accounts.read'), useMay('accounts.write'), useMay('sessions.book')]
  const [typed, setTyped] = useState('')
  const accounts = useAccountsNamed(typed.trim(), mayRead)
  const sessions = useUpcoming()
  const deeds = useAccountDeeds()
  const pages = usePageDeeds()
  // biome-ignore lint/correctness/useExhaustiveDependencies: what else is used changes with the words only
  const groups = useCallback((): DeedGroup[] => {
    const found = accounts.data ?? []
    const bookable = mayBook ? found.filter((a) => a.plan).slice(0, 3) : []
    const clause = typed.trim().toLowerCase()
    const isClause = CLAUSE.test(clause)
    return [
      { title: t('nav.accounts'), deeds: found.map((a) => deeds.open(a, typed)) },
      {
        title: t('go.deeds'),
        deeds: [
          ...(isClause
            ? [
                {
                  id: 'clause',
                  icon: 'right' as const,
                  label: t('clause.open', { id: clause }),
                  run: () => clauses.open(clause),
                },
              ]
            : []),
          ...(mayAdd ? [deeds.create] : []),
          ...bookable.map((a) => deeds.book(a, typed)),
          ...(typed.trim() ? found.slice(0, 1).map((a) => deeds.timeline(a, typed)) : []),
        ],
      },
      { title: t('go.sessions'), deeds: typed.trim() ? sessions : sessions.slice(0, 3) },
      { title: t('go.pages'), deeds: pages },
    ]
  }, [accounts.data, sessions, typed, t])
  return <Palette open onClose={onClose} groups={groups} onType={setTyped} />
}
