import { Link, Outlet, useParams } from '@tanstack/react-router'
import { Suspense } from 'react'
import { useWords } from '../../i18n/use-words.ts'
import { useSignedIn } from '../../ui/me-context.ts'
import { Oops } from '../../ui/oops.tsx'
import { Loading } from '../../ui/states.tsx'
import { useTitle } from '../../ui/use-title.ts'
import { PageTop } from '../page-top.tsx'
import { GROUPS, SETTINGS_PAGES } from './pages.ts'
import css from './settings.module.css'

/** The pages that this person may use. */
function usePages() {
  const { may } = useSignedIn()
  return SETTINGS_PAGES.filter((page) => page.may.some((action) => may[action] !== undefined))
}

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

/** Every page with what it is for; on a phone this is the way in. */
export function SettingsOverview() {
  const { t } = useWords()
  const pages = usePages()
  useTitle(t('settings.title'))
  return (
    <div className={css.overview}>
      <h1>{t('settings.title')}</h1>
      {GROUPS.map((group) => {
        const own = pages.filter((page) => page.group === group)
        if (own.length === 0) return null
        return (
          <section key={group} aria-label={t(`settings.group.${group}`)}>
            <h2>{t(`settings.group.${group}`)}</h2>
            <ul>
              {own.map((page) => (
                <li key={page.id}>
                  <Link to="/settings/$page" params={{ page: page.id }}>
                    <b>{t(page.title)}</b>
                    <span>{t(page.about)}</span>
                  </Link>
                </li>
              ))}
            </ul>
          </section>
        )
      })}
    </div>
  )
}

/** One page by its address; one that somebody may not use is as unknown as none. */
export function SettingsContent() {
  const { t } = useWords()
  const { page: id } = useParams({ strict: false })
  const found = usePages().find((page) => page.id === id)
  useTitle(found ? t(found.title) : undefined)
  if (!found) return <Oops notFound />
  const Page = found.page
  return (
    <Suspense fallback={<Loading lines={8} />}>
      <Page />
    </Suspense>
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
