import { useHotkeys } from '@mantine/hooks'
import { Link, Navigate, Outlet, useNavigate } from '@tanstack/react-router'
import { lazy, Suspense, useState } from 'react'
import { useWords } from '../i18n/use-words.ts'
import { Brand } from '../ui/brand.tsx'
import { ClauseContext } from '../ui/clause-context.ts'
import { useClausesInAddress } from '../ui/clauses-in-address.ts'
import { Icon } from '../ui/icon.tsx'
import { useSignedIn } from '../ui/me-context.ts'
import { PaletteContext, paletteKey } from '../ui/palette-context.ts'
import { UserMenu } from '../ui/user-menu.tsx'
import css from './shell.module.css'

const ClausePanel = lazy(() => import('../ui/clause-panel.tsx'))
const ConsolePalette = lazy(() => import('./console-palette.tsx'))
const ConsoleKeys = lazy(() => import('./console-keys.tsx'))

/** A partner's people see the terms and what is theirs to do; customers' books are none of it. */
const useVendor = () => useSignedIn().user.side === 'vendor'

export function Home() {
  return <Navigate to={useVendor() ? '/accounts' : '/terms'} replace />
}

function Nav() {
  const { t } = useWords()
  const vendor = useVendor()
  return (
    <nav className={css.nav} aria-label={t('app.mainNav')}>
      <Link to="/" className={css.logo} activeProps={{}} aria-label={t('app.name')}>
        <Brand name={t('app.name')} />
      </Link>
      {vendor ? (
        <Link to="/accounts" activeProps={{ 'aria-current': 'page' }}>
          <Icon name="person" />
          {t('nav.accounts')}
        </Link>
      ) : null}
      <Link to="/terms" activeProps={{ 'aria-current': 'page' }}>
        <Icon name="columns" />
        {t('nav.terms')}
      </Link>
      {vendor ? (
        <Link to="/scenarios" activeProps={{ 'aria-current': 'page' }}>
          <Icon name="play" />
          {t('nav.scenarios')}
        </Link>
      ) : null}
      <Link to="/settings" activeProps={{ 'aria-current': 'page' }}>
        <Icon name="more" />
        {t('nav.settings')}
      </Link>
    </nav>
  )
}

export function Shell() {
  const { t } = useWords()
  const navigate = useNavigate()
  const vendor = useVendor()
  const clauses = useClausesInAddress()
  const [over, setOver] = useState<'palette' | 'keys' | null>(null)
  useHotkeys([
    ['mod+K', () => setOver('palette')],
    ['shift+?', () => setOver('keys')],
    ['1', () => void navigate({ to: vendor ? '/accounts' : '/terms' })],
    ['2', () => void navigate({ to: '/terms' })],
    ['3', () => void navigate({ to: vendor ? '/scenarios' : '/terms' })],
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
