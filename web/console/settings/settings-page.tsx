import { Link, Outlet, useParams } from '@tanstack/react-router'
import { useWords } from '../../i18n/use-words.ts'
import { PageTop } from '../page-top.tsx'
import { GROUPS } from './pages.ts'
import css from './settings.module.css'
import { usePages } from './use-pages.ts'

function PageList() {
  const { t } = useWords()
  const pages = usePages()
  return (
    <nav className={css.list} aria-label={t('settings.title')}>
      {GROUPS.map((group) => {
        const own = pages.filter((page) => page.group === group)
        if (own.length === 0) return null
        return (
          <section key={group}>
            <h2>{t(`settings.group.${group}`)}</h2>
            {own.map((page) => (
              <Link
                key={page.id}
                to="/settings/$page"
                params={{ page: page.id }}
                activeOptions={{ includeSearch: false }}
                activeProps={{ 'aria-current': 'page' }}
              >
                {t(page.title)}
              </Link>
            ))}
          </section>
        )
      })}
    </nav>
  )
}

export default function SettingsPage() {
  const { t } = useWords()
  const { page: id } = useParams({ strict: false })
  const found = usePages().find((page) => page.id === id)
  const crumbs = found
    ? [{ label: t('settings.title'), to: '/settings' as const }, { label: t(found.title) }]
    : [{ label: t('settings.title') }]
  return (
    <>
      <PageTop crumbs={crumbs} />
      <div className={css.shell}>
        <PageList />
        <div className={css.content}>
          <Outlet />
        </div>
      </div>
    </>
  )
}
