import { useHotkeys } from '@mantine/hooks'
import { Link, Navigate, Outlet, useNavigate } from '@tanstack/react-router'
import { lazy, Suspense, useState } from 'react'
import { useWords } from '../i18n/use-words.ts'
import { Brand } from '../ui/brand.tsx'
import { ClauseContext } from '../ui/clause-context.ts'
import { useClausesInAddress } from '../ui/clauses-in-address.ts'
import { Icon } from '../ui/icon.tsx'
import { useSignedIn } from '../ui/me-context.ts'
import { useLive } from '../ui/notifications/live.ts'
import { PaletteContext, paletteKey } from '../ui/palette-context.ts'
import { Loading } from '../ui/states.tsx'
import { UserMenu } from '../ui/user-menu.tsx'
import css from './shell.module.css'

const ClausePanel = lazy(() => import('../ui/clause-panel.tsx'))
const ConsolePalette = lazy(() => import('./console-palette.tsx'))
const ConsoleKeys = lazy(() => import('./console-keys.tsx'))

const TodayPage = lazy(() => import('./today/today-page.tsx'))

/** The pages in the order of their keys; one that somebody may not use is not there. `wide`: not in a phone's row. */
export const PAGES = [
  { word: 'today', to: '/', icon: 'sun', may: 'sessions.read' },
  { word: 'accounts', to: '/accounts', icon: 'person', may: 'accounts.read' },
  { word: 'calendar', to: '/calendar', icon: 'table', may: 'sessions.read' },
  { word: 'terms', to: '/terms', icon: 'columns', may: 'terms.read' },
  { word: 'scenarios', to: '/scenarios', icon: 'play', may: 'scenarios.play', wide: true },
  { word: 'settings', to: '/settings', icon: 'more', may: 'self.manage' },
] as const

export function usePages() {
  const { may } = useSignedIn()
  return PAGES.filter((p) => may[p.may] !== undefined)
}

/** The day of those who hold sessions; whoever has none begins with the first page of theirs. */
export function Home() {
  const pages = usePages()
  if (pages[0]?.to !== '/') return <Navigate to={pages[0]?.to ?? '/terms'} replace />
  return (
    <Suspense fallback={<Loading lines={8} />}>
      <TodayPage />
    </Suspense>
  )
}

function Nav() {
  const { t } = useWords()
  return (
    <nav className={css.nav} aria-label={t('app.mainNav')}>
      <Link to="/" className={css.logo} activeProps={{}} aria-label={t('app.name')}>
        <Brand name={t('app.name')} />
      </Link>
      {usePages().map((page) => (
        <Link
          key={page.word}
          to={page.to}
          activeOptions={{ exact: page.to === '/', includeSearch: false }}
          activeProps={{ 'aria-current': 'page' }}
          data-wide={'wide' in page ? '' : undefined}
        >
          <Icon name={page.icon} />
          {t(`nav.${page.word}`)}
        </Link>
      ))}
    </nav>
  )
}

export function Shell() {
  const { t } = useWords()
  const navigate = useNavigate()
  const pages = usePages()
  const clauses = useClausesInAddress()
  useLive()
  const [over, setOver] = useState<'palette' | 'keys' | null>(null)
  useHotkeys([
    ['mod+K', () => setOver('palette')],
    ['shift+?', () => setOver('keys')],
    ...pages.map((page, at): [string, () => void] => [String(at + 1), () => void navigate({ to: page.to })]),
    ['/', () => document.querySelector<HTMLInputElement>('[data-find] input, input[data-find]')?.focus()],
  ])
  return (
    <ClauseContext value={clauses}>
      <PaletteContext value={() => setOver('palette')}>
        <a className="skip-link" href="#content">
          {t('app.skip')}
        </a>
        <div className={css.app}>
          <div className={css.side}>
            <Nav />
            <div className={css.keys}>
              <button type="button" onClick={() => setOver('palette')}>
                <kbd>{paletteKey}</kbd> {t('palette.title')}
              </button>
              <button type="button" onClick={() => setOver('keys')}>
                <kbd>?</kbd> {t('keys.title')}
              </button>
            </div>
            <div className={css.user}>
              <UserMenu />
            </div>
          </div>
          <main className={css.main} id="content">
            <Outlet />
          </main>
        </div>
        <Suspense fallback={null}>
          {clauses.id ? <ClausePanel /> : null}
          {over === 'palette' ? <ConsolePalette onClose={() => setOver(null)} /> : null}
          {over === 'keys' ? <ConsoleKeys onClose={() => setOver(null)} /> : null}
        </Suspense>
      </PaletteContext>
    </ClauseContext>
  )
}
