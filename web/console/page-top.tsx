import { Link, type LinkProps } from '@tanstack/react-router'
import { Fragment } from 'react'
import { useWords } from '../i18n/use-words.ts'
import { Icon } from '../ui/icon.tsx'
import { Bell } from '../ui/notifications/bell.tsx'
import { usePalette } from '../ui/palette-context.ts'
import { LanguageSwitch, ThemeSwitch } from '../ui/switches.tsx'
import css from './page-top.module.css'

export type Crumb = { label: string; to?: LinkProps['to'] }

/** Where this is, and the switches that are always in reach. */
export function PageTop({ crumbs }: { crumbs: readonly Crumb[] }) {
  const { t } = useWords()
  const openPalette = usePalette()
  return (
    <div className={css.top}>
      <nav className={css.crumbs} aria-label={t('nav.crumbs')}>
        {crumbs.map((crumb, i) => (
          <Fragment key={crumb.label}>
            {i > 0 ? <span aria-hidden="true">／</span> : null}
            {crumb.to ? <Link to={crumb.to}>{crumb.label}</Link> : <span aria-current="page">{crumb.label}</span>}
          </Fragment>
        ))}
      </nav>
      <div className={css.switches}>
        <button type="button" className={css.search} aria-label={t('palette.title')} onClick={openPalette}>
          <Icon name="search" />
        </button>
        <Bell />
        <LanguageSwitch />
        <ThemeSwitch />
      </div>
    </div>
  )
}
