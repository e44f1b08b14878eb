import { Link, Outlet } from '@tanstack/react-router'
import { useWords } from '../../i18n/use-words.ts'
import { useTitle } from '../../ui/use-title.ts'
import { PageTop } from '../page-top.tsx'
import css from './terms.module.css'

/** What is promised, by version: every clause with its figures, the rules that read it and the scenarios that prove it. */
export default function TermsPage() {
  const { t } = useWords()
  useTitle(t('nav.terms'))
  return (
    <>
      <PageTop crumbs={[{ label: t('nav.terms') }]} />
      <header className={css.head}>
        <h1>{t('nav.terms')}</h1>
        <p className="quiet">{t('terms.lead')}</p>
      </header>
      <nav className={css.tabs} aria-label={t('terms.views')}>
        <Link to="/terms" activeOptions={{ exact: true, includeSearch: false }}>
          {t('terms.matrix')}
        </Link>
        <Link to="/terms/diff" activeOptions={{ includeSearch: false }}>
          {t('terms.diff')}
        </Link>
      </nav>
      <Outlet />
    </>
  )
}
