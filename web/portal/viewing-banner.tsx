import { useState } from 'react'
import { endView } from '../api/commands.ts'
import { leaveView, viewedAccount } from '../api/viewing.ts'
import { useWords } from '../i18n/use-words.ts'
import { Button } from '../ui/button.tsx'
import { Icon } from '../ui/icon.tsx'
import { useSignedIn } from '../ui/me-context.ts'
import css from './viewing-banner.module.css'

/** Says on every page that somebody else looks, that nothing can be done, and how to end it. */
export function ViewingBanner({ company }: { company: string | undefined }) {
  const { t } = useWords()
  const { user } = useSignedIn()
  const [ending, setEnding] = useState(false)
  if (!user.viewedBy) return null
  const end = async () => {
    setEnding(true)
    await endView().catch(() => {})
    const account = viewedAccount()
    if (account) leaveView(account)
  }
  return (
    <aside className={css.banner} aria-label={t('viewing.label')}>
      <Icon name="search" size={16} />
      <p>
        <b>{t('viewing.of', { company: company ?? '…' })}</b>
        <span>{t('viewing.note', { name: user.viewedBy.name })}</span>
      </p>
      <Button size="small" onClick={() => void end()} disabled={ending}>
        {t('viewing.end')}
      </Button>
    </aside>
  )
}
