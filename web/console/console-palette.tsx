import { useNavigate } from '@tanstack/react-router'
import { useCallback, useState } from 'react'
import { useAccounts } from '../api/queries.ts'
import type { AccountRow } from '../api/types.ts'
import { useWords } from '../i18n/use-words.ts'
import { useClauses } from '../ui/clause-context.ts'
import { useNames, useSignedIn } from '../ui/me-context.ts'
import Palette, { type Deed, type DeedGroup } from '../ui/palette.tsx'

const PAGES = [
  { word: 'accounts', to: '/accounts', icon: 'table', hint: '1', open: false },
  { word: 'terms', to: '/terms', icon: 'columns', hint: '2', open: true },
  { word: 'scenarios', to: '/scenarios', icon: 'play', hint: '3', open: false },
] as const

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
  const create: Deed = {
    id: 'new',
    icon: 'plus',
    label: t('accounts.new'),
    run: () => void navigate({ to: '/accounts', search: { do: 'new' } }),
  }
  return { open, book, create }
}

export default function ConsolePalette({ onClose }: { onClose: () => void }) {
  const { t } = useWords()
  const navigate = useNavigate()
  const clauses = useClauses()
  const vendor = useSignedIn().user.side === 'vendor'
  const [typed, setTyped] = useState('')
  const accounts = useAccounts({ q: typed.trim() || undefined }, vendor)
  const deeds = useAccountDeeds()
  // biome-ignore lint/correctness/useExhaustiveDependencies: what else is used changes with the words only
  const groups = useCallback((): DeedGroup[] => {
    const found = (accounts.data?.items ?? []).slice(0, 8)
    const bookable = found.filter((a) => a.plan).slice(0, 3)
    const clause = typed.trim().toLowerCase()
    return [
      { title: t('nav.accounts'), deeds: found.map((a) => deeds.open(a, typed)) },
      {
        title: t('go.deeds'),
        deeds: [
          ...(/^[a-z-]+\.\d+$/.test(clause)
            ? [
                {
                  id: 'clause',
                  icon: 'right' as const,
                  label: t('clause.open', { id: clause }),
                  run: () => clauses.open(clause),
                },
              ]
            : []),
          ...(vendor ? [deeds.create, ...bookable.map((a) => deeds.book(a, typed))] : []),
        ],
      },
      {
        title: t('go.pages'),
        deeds: PAGES.filter((p) => vendor || p.open).map(({ word, to, icon, hint }) => ({
          id: word,
          icon,
          hint,
          label: t(`nav.${word}`),
          run: () => void navigate({ to }),
        })),
      },
    ]
  }, [accounts.data, typed, t, vendor])
  return <Palette open onClose={onClose} groups={groups} onType={setTyped} />
}
