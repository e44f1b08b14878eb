import { useNavigate, useSearch } from '@tanstack/react-router'
import { useWords } from '../../i18n/use-words.ts'
import { useTitle } from '../use-title.ts'
import { Choices } from './choices.tsx'
import { NoticeList } from './notice-list.tsx'
import css from './notifications.module.css'
import { usePlace } from './place.ts'
import { WebhookCard } from './webhook-card.tsx'

const VIEWS = ['list', 'choices'] as const

/** What one was told of; and how, and where to. The same page in both front ends. */
export default function NotificationsPage() {
  const { t } = useWords()
  const place = usePlace()
  const search: { show?: string; unread?: string } = useSearch({ strict: false })
  const navigate = useNavigate()
  const shown = search.show === 'choices' ? 'choices' : 'list'
  useTitle(t('notices.title'))
  return (
    <div className={css.page}>
      <h1>{t('notices.title')}</h1>
      <nav className={css.views} aria-label={t('notices.views')}>
        {VIEWS.map((view) => (
          <a
            key={view}
            {...place(view === 'list' ? '/notifications' : '/notifications?show=choices')}
            aria-current={view === shown ? 'page' : undefined}
          >
            {t(`notices.view.${view}`)}
          </a>
        ))}
      </nav>
      {shown === 'list' ? (
        <NoticeList
          unread={search.unread === 'yes'}
          onUnread={(unread) =>
            void navigate({ to: '.', search: (unread ? { unread: 'yes' } : {}) as never, replace: true })
          }
        />
      ) : (
        <div className={css.choicesPage}>
          <Choices />
          <WebhookCard />
        </div>
      )}
    </div>
  )
}
