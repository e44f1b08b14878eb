import { Link } from '@tanstack/react-router'
import { useWords } from '../../i18n/use-words.ts'
import { useTitle } from '../../ui/use-title.ts'
import { GROUPS } from './pages.ts'
import css from './settings.module.css'
import { usePages } from './use-pages.ts'

/** Every page with what it is for; on a phone this is the way in. */
export default function SettingsOverview() {
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
