import { useNavigate } from '@tanstack/react-router'
import { useCallback, useState } from 'react'
import { useAccounts } from '../api/queries.ts'
import { useWords } from '../i18n/use-words.ts'
import { useNames } from '../ui/me-context.ts'
import Palette, { type DeedGroup } from '../ui/palette.tsx'

export default function ConsolePalette({ onClose }: { onClose: () => void }) {
  const { t } = useWords()
  const names = useNames()
  const navigate = useNavigate()
  const [typed, setTyped] = useState('')
  const accounts = useAccounts({ q: typed.trim() || undefined })
  const groups = useCallback((): DeedGroup[] => {
    const found = (accounts.data?.items ?? []).slice(0, 8)
    return [
      {
        title: t('nav.accounts'),
        deeds: found.map((a) => ({
          id: a.id, icon: 'person', label: a.name, words: typed,
          note: [a.plan ? names.plan(a.plan) : t('state.none'), names.prefecture(a.prefecture)].join(' · '),
          run: () => void navigate({ to: '/accounts/$accountId', params: { accountId: a.id } }),
        })),
      },
      {
        title: t('go.deeds'),
        deeds: [
          { id: 'new', icon: 'plus', label: t('accounts.new'), run: () => void navigate({ to: '/accounts', search: { do: 'new' } }) },
          ...found.slice(0, 3).filter((a) => a.plan).map((a) => ({
            id: `book-${a.id}`, icon: 'clock' as const, label: t('go.bookFor', { name: a.name }), words: typed,
            run: () => void navigate({ to: '/accounts/$accountId', params: { accountId: a.id }, search: { do: 'book' } }),
          })),
        ],
      },
      {
        title: t('go.pages'),
        deeds: [
          { id: 'accounts', icon: 'table', hint: '1', label: t('nav.accounts'), run: () => void navigate({ to: '/accounts' }) },
          { id: 'terms', icon: 'columns', hint: '2', label: t('nav.terms'), run: () => void navigate({ to: '/terms' }) },
          { id: 'scenarios', icon: 'play', hint: '3', label: t('nav.scenarios'), run: () => void navigate({ to: '/scenarios' }) },
        ],
      },
    ]
  }, [accounts.data, typed, t, names, navigate])
  return <Palette open onClose={onClose} groups={groups} onType={setTyped} />
}
