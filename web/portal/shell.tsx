import { Link, Outlet, useRouterState } from '@tanstack/react-router'
import { lazy, Suspense, useEffect, useRef } from 'react'
import { useWords } from '../i18n/use-words.ts'
import { Brand } from '../ui/brand.tsx'
import { buttonClass } from '../ui/button.tsx'
import { ClauseContext } from '../ui/clause-context.ts'
import { useClausesInAddress } from '../ui/clauses-in-address.ts'
import { LanguageSwitch, ThemeSwitch } from '../ui/switches.tsx'
import { UserMenu } from '../ui/user-menu.tsx'
import { useOwnAccount } from './account/own-account.ts'
import { NavIcon } from './nav-icon.tsx'
import { OfflineNote } from './offline-note.tsx'
import css from './shell.module.css'

const ClausePanel = lazy(() => import('../ui/clause-panel.tsx'))
const here = { 'aria-current': 'page' } as const

/** Where there is room: at the side, with what the phone keeps under "other". */
function SideNav({ company }: { company: string | undefined }) {
  const { t } = useWords()
  return (
    <header className={css.side}>
      <Link to="/" className={css.logo}>
        <Brand name={t('app.name')} />
      </Link>
      <p className={css.company}>{company}</p>
      <Link to="/book" className={`${buttonClass({ look: 'main', wide: true })} ${css.sideBook}`}>
        {t('portal.nav.book')}
      </Link>
      <nav className={css.nav} aria-label={t('app.mainNav')}>
        <Link to="/" activeOptions={{ exact: true, includeSearch: false }} activeProps={here}>
          <NavIcon name="home" size={18} />
          {t('portal.nav.home')}
        </Link>
        <Link to="/sessions" activeOptions={{ includeSearch: false }} activeProps={here}>
          <NavIcon name="sessions" size={18} />
          {t('portal.nav.sessions')}
        </Link>
        <Link to="/usage" activeOptions={{ includeSearch: false }} activeProps={here}>
          <NavIcon name="usage" size={18} />
          {t('portal.nav.usage')}
        </Link>
        <Link to="/terms" activeOptions={{ includeSearch: false }} activeProps={here}>
          <NavIcon name="terms" size={18} />
          {t('portal.nav.terms')}
        </Link>
      </nav>
      <div className={css.foot}>
        <div className={css.switches}>
          <LanguageSwitch />
          <ThemeSwitch />
        </div>
        <UserMenu />
      </div>
    </header>
  )
}

function BottomNav() {
  const { t } = useWords()
  return (
    <nav className={css.bottom} aria-label={t('app.mainNav')}>
      <Link to="/" activeOptions={{ exact: true, includeSearch: false }} activeProps={here}>
        <NavIcon name="home" />
        {t('portal.nav.home')}
      </Link>
      <Link to="/sessions" activeOptions={{ includeSearch: false }} activeProps={here}>
        <NavIcon name="sessions" />
        {t('portal.nav.sessions')}
      </Link>
      <Link to="/book" activeOptions={{ includeSearch: false }} activeProps={here}>
        <span className={css.plus}>
          <NavIcon name="book" size={18} />
        </span>
        {t('portal.nav.book')}
      </Link>
      <Link to="/usage" activeOptions={{ includeSearch: false }} activeProps={here}>
        <NavIcon name="usage" />
        {t('portal.nav.usage')}
      </Link>
      <Link to="/other" activeOptions={{ includeSearch: false }} activeProps={here}>
        <NavIcon name="other" />
        {t('portal.nav.other')}
      </Link>
    </nav>
  )
}

/** After going to another page, reading goes on at its top and not in the menu. */
function useFocusOnArrival() {
  const main = useRef<HTMLElement>(null)
  const path = useRouterState({ select: (s) => s.location.pathname })
  const before = useRef(path)
  useEffect(() => {
    if (before.current === path) return
    before.current = path
    main.current?.focus({ preventScroll: true })
  }, [path])
  return main
}

export function Shell() {
  const { t } = useWords()
  const account = useOwnAccount()
  const clauses = useClausesInAddress()
  const main = useFocusOnArrival()
  return (
    <ClauseContext value={clauses}>
      <a className="skip-link" href="#content">
        {t('app.skip')}
      </a>
      <div className={css.app}>
        <SideNav company={account.data?.name} />
        <div className={css.page}>
          <header className={css.head}>
            <Link to="/" className={css.logo}>
              <Brand name={t('app.name')} size={24} />
            </Link>
            <span className={css.headCompany}>{account.data?.name}</span>
            <div className={css.headSwitch}>
              <LanguageSwitch />
            </div>
          </header>
          <OfflineNote />
          <main className={css.main} id="content" tabIndex={-1} ref={main}>
            <Outlet />
          </main>
        </div>
        <BottomNav />
      </div>
      <Suspense fallback={null}>{clauses.id ? <ClausePanel /> : null}</Suspense>
    </ClauseContext>
  )
}
