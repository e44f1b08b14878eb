import { useUnread } from '../../api/notices.ts'
import { useWords } from '../../i18n/use-words.ts'
import { Icon } from '../icon.tsx'
import { useMay } from '../me-context.ts'
import css from './bell.module.css'
import { usePlace } from './place.ts'

/** The way to what one was told of, and how much of it is unread. */
export function Bell({ labelled = false }: { labelled?: boolean }) {
  const { t } = useWords()
  const link = usePlace()('/notifications')
  // Whoever looks as somebody else has none of their own here.
  const may = useMay('notifications.own')
  const unread = useUnread(may).data ?? 0
  const count = unread > 99 ? '99+' : String(unread)
  if (!may) return null
  const label = unread > 0 ? t('notices.bellUnread', { count }) : t('notices.title')
  return (
    <a href={link.href} onClick={link.onClick} className={labelled ? css.row : css.bell}>
      <Icon name="bell" size={18} />
      <span className="hidden-text">{label}</span>
      {labelled ? (
        <span className={css.name} aria-hidden="true">
          {t('notices.title')}
        </span>
      ) : null}
      {unread > 0 ? (
        <span className={css.count} aria-hidden="true">
          {count}
        </span>
      ) : null}
    </a>
  )
}
