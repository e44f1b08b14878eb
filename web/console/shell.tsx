import { useHotkeys } from '@mantine/hooks'
import { Link, Outlet, useNavigate } from '@tanstack/react-router'
import { lazy, Suspense, useState } from 'react'
import { useWords } from '../i18n/use-words.ts'
import { Brand } from '../ui/brand.tsx'
import { ClauseContext } from '../ui/clause-context.ts'
import { useClausesInAddress } from '../ui/clauses-in-address.ts'
import { Icon } from '../ui/icon.tsx'
import { PaletteContext } from '../ui/palette-context.ts'
import { UserMenu } from '../ui/user-menu.tsx'
import css from './shell.module.css'

const ClausePanel = lazy(() => import('../ui/clause-panel.tsx'))
const ConsolePalette = lazy(() => import('./console-palette.tsx'))
const ConsoleKeys = lazy(() => import('./console-keys.tsx'))

function Nav() {
  const { t } = useWords()
  return (
    <nav className={css.nav} aria-label={t('app.mainNav')}>
      <Link to="/accounts" activeProps={{ 'aria-current': 'page' }}><Icon name="person" />{t('nav.accounts')}</Link>
      <Link to="/terms" activeProps={{ 'aria-current': 'page' }}><Icon name="columns" />{t('nav.terms')}</Link>
      <Link to="/scenarios" activeProps={{ 'aria-current': 'page' }}><Icon name="play" />{t('nav.scenarios')}</Link>
    </nav>
  )
}

export function Shell() {
  const { t } = useWords()
  const navigate = useNavigate()
  const clauses = useClausesInAddress()
  const [over, setOver] = useState<'palette' | 'keys' | null>(null)
  useHotkeys([
    ['mod+K', () => setOver('palette')],
    ['shift+?', () => setOver('keys')],
    ['1', () => void navigate({ to: '/accounts' })],
    ['2', () => void navigate({ to: '/terms' })],
    ['3', () => void navigate({ to: '/scenarios' })],
    ['/', () => document.querySelector<HTMLInputElement>('[data-find] input, input[data-find]')?.focus()],
  ])
  return (
    <ClauseContext value={clauses}>
      <PaletteContext value={() => setOver('palette')}>
        <a className="skip-link" href="#content">{t('app.skip')}</a>
        <div className={css.app}>
          <div className={css.side}>
            <Link to="/accounts" className={css.logo}><Brand name={t('app.name')} /></Link>
            <Nav />
            <div className={css.keys}>
              <button type="button" onClick={() => setOver('palette')}><kbd>⌘K</kbd> {t('palette.title')}</button>
              <button type="button" onClick={() => setOver('keys')}><kbd>?</kbd> {t('keys.title')}</button>
            </div>
            <div className={css.user}><UserMenu /></div>
          </div>
          <main className={css.main} id="content"><Outlet /></main>
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
