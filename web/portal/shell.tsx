import { Link, Outlet, useRouterState } from '@tanstack/react-router'
import { lazy, Suspense, useEffect, useRef } from 'react'
import { useWords } from '../i18n/use-words.ts'
import { Brand } from '../ui/brand.tsx'
import { ClauseContext } from '../ui/clause-context.ts'
import { useClausesInAddress } from '../ui/clauses-in-address.ts'
import { useMay, useSignedIn } from '../ui/me-context.ts'
import { Bell } from '../ui/notifications/bell.tsx'
import { useLive } from '../ui/notifications/live.ts'
import { LanguageSwitch, ThemeSwitch } from '../ui/switches.tsx'
import { UserMenu } from '../ui/user-menu.tsx'
import { useCompanyName } from './account/own-account.ts'
import { BookLink } from './book-link.tsx'
import { type Door, useDoors, useMayEnter } from './doors.ts'
import { NotYours } from './narrow/not-yours.tsx'
import { NavIcon } from './nav-icon.tsx'
import { OfflineNote } from './offline-note.tsx'
import css from './shell.module.css'
import { ViewingBanner } from './viewing-banner.tsx'

const ClausePanel = lazy(() => import('../ui/clause-panel.tsx'))
const here = { 'aria-current': 'page' } as const

function DoorLink({ door, size }: { door: Door; size?: number }) {
  const { t } = useWords()
  const icon = <NavIcon name={door.icon} {...(size ? { size } : {})} />
  return (
    <Link to={door.to} activeOptions={{ exact: door.to === '/', includeSearch: false }} activeProps={here}>
      {door.icon === 'book' ? <span className={css.plus}>{icon}</span> : icon}
      {t(door.word)}
    </Link>
  )
}

/** Where there is room: at the side, with what the phone keeps under "other". */
function SideNav({ company }: { company: string | undefined }) {
  const { t } = useWords()
  const mayNotify = useMay('notifications.own')
  const { side } = useDoors()
  return (
    <header className={css.side}>
      <Link to="/" className={css.logo}>
        <Brand name={t('app.name')} />
      </Link>
      <p className={css.company}>{company}</p>
      <BookLink word="portal.nav.book" wide className={css.sideBook} />
      <nav className={css.nav} aria-label={t('app.mainNav')}>
        {side.map((door) => (
          <DoorLink key={door.to} door={door} size={18} />
        ))}
      </nav>
      <div className={css.foot}>
        {mayNotify ? <Bell labelled /> : null}
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
  const { bar } = useDoors()
  return (
    <nav
      className={css.bottom}
      aria-label={t('app.mainNav')}
      style={{ gridTemplateColumns: `repeat(${bar.length}, 1fr)` }}
    >
      {bar.map((door) => (
        <DoorLink key={door.to} door={door} {...(door.icon === 'book' ? { size: 18 } : {})} />
      ))}
    </nav>
  )
}

/** The page, or that it is not for this person's role. */
function Page() {
  const path = useRouterState({ select: (s) => s.location.pathname.replace(/^\/portal/, '') })
  return useMayEnter(path) ? <Outlet /> : <NotYours />
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
  useLive()
  const { user } = useSignedIn()
  const mayNotify = useMay('notifications.own')
  const company = useCompanyName()
  const clauses = useClausesInAddress()
  const main = useFocusOnArrival()
  return (
    <ClauseContext value={clauses}>
      <a className="skip-link" href="#content">
        {t('app.skip')}
      </a>
      <ViewingBanner company={company} />
      <div className={css.app} data-viewing={user.viewedBy ? '' : undefined}>
        <SideNav company={company} />
        <div className={css.page}>
          <header className={css.head}>
            <Link to="/" className={css.logo}>
              <Brand name={t('app.name')} size={24} />
            </Link>
            <span className={css.headCompany}>{company}</span>
            {mayNotify ? <Bell /> : null}
            <div className={css.headSwitch}>
              <LanguageSwitch />
            </div>
          </header>
          <OfflineNote />
          <main className={css.main} id="content" tabIndex={-1} ref={main}>
            <Page />
          </main>
        </div>
        <BottomNav />
      </div>
      <Suspense fallback={null}>{clauses.id ? <ClausePanel /> : null}</Suspense>
    </ClauseContext>
  )
}
