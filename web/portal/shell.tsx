import { Link, Outlet } from '@tanstack/react-router'
import { lazy, Suspense } from 'react'
import { useAccount } from '../api/queries.ts'
import { useWords } from '../i18n/use-words.ts'
import { Brand } from '../ui/brand.tsx'
import { useClausesInAddress } from '../ui/clauses-in-address.ts'
import { ClauseContext } from '../ui/clause-context.ts'
import { useSignedIn } from '../ui/me-context.ts'
import { LanguageSwitch, ThemeSwitch } from '../ui/switches.tsx'
import { UserMenu } from '../ui/user-menu.tsx'
import css from './shell.module.css'

const ClausePanel = lazy(() => import('../ui/clause-panel.tsx'))

export function Shell() {
  const { t } = useWords()
  const { user } = useSignedIn()
  const account = useAccount(user.accountId ?? '')
  const clauses = useClausesInAddress()
  return (
    <ClauseContext value={clauses}>
      <a className="skip-link" href="#content">{t('app.skip')}</a>
      <header className={css.head}>
        <Link to="/" className={css.logo}><Brand name={t('app.name')} size={24} /></Link>
        <span className={css.company}>{account.data?.name}</span>
        <div className={css.switches}>
          <LanguageSwitch />
          <ThemeSwitch />
          <UserMenu />
        </div>
      </header>
      <main className={css.main} id="content"><Outlet /></main>
      <Suspense fallback={null}>{clauses.id ? <ClausePanel /> : null}</Suspense>
    </ClauseContext>
  )
}
