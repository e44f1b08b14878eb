import { Checkbox } from '@mantine/core'
import { type Notice, useMarkRead, useNotices } from '../../api/notices.ts'
import { dateIn, timeIn } from '../../i18n/civil.ts'
import { useWords } from '../../i18n/use-words.ts'
import { Button } from '../button.tsx'
import { Icon, type IconName } from '../icon.tsx'
import { useSignedIn } from '../me-context.ts'
import { Empty, Failure, Loading } from '../states.tsx'
import css from './notifications.module.css'
import { usePlace } from './place.ts'

const SIGNS: Record<string, IconName> = {
  'session-booked': 'clock',
  'session-moved': 'clock',
  'session-cancelled': 'no',
  'session-completed': 'yes',
  'contract-ending': 'alert',
  'allowance-low': 'chart',
  'allowance-lapsing': 'chart',
  'member-joined': 'person',
  'offer-sent': 'alert',
  'offer-declined': 'no',
  'hand-over': 'person',
  'new-browser': 'screen',
  'second-factor': 'screen',
}

function Row({ notice, onRead }: { notice: Notice; onRead: (read: boolean) => void }) {
  const { t } = useWords()
  const place = usePlace()
  return (
    <li className={css.row} data-unread={notice.read ? undefined : ''}>
      <a {...place(notice.page, () => (notice.read ? undefined : onRead(true)))} className={css.open}>
        <span className={css.sign}>
          <Icon name={SIGNS[notice.kind] ?? 'table'} />
        </span>
        <span className={css.said}>
          <b>
            {notice.title}
            {notice.read ? null : <span className="hidden-text">{t('notices.isUnread')}</span>}
          </b>
          <span>{notice.body}</span>
        </span>
        <time dateTime={notice.at}>{timeIn(notice.at)}</time>
      </a>
      <button
        type="button"
        className={css.dot}
        aria-label={t(notice.read ? 'notices.markUnread' : 'notices.markRead', { title: notice.title })}
        onClick={() => onRead(!notice.read)}
      >
        <span />
      </button>
    </li>
  )
}

/** Newest first, a heading a day. Opening one reads it; the dot turns it either way. */
export function NoticeList({ unread, onUnread }: { unread: boolean; onUnread: (unread: boolean) => void }) {
  const { t, day } = useWords()
  const { today } = useSignedIn()
  const notices = useNotices(unread)
  const marking = useMarkRead()
  const all = notices.data?.pages.flatMap((page) => page.items) ?? []
  const left = notices.data?.pages[0]?.unread ?? 0
  const first = all[0]
  const days = [...Map.groupBy(all, (n) => dateIn(n.at))]
  const year = (date: string) => date.slice(0, 4) !== today.slice(0, 4)
  return (
    <section className={css.list} aria-label={t('notices.view.list')}>
      <div className={css.tools}>
        <Checkbox
          label={t('notices.onlyUnread')}
          checked={unread}
          onChange={(e) => onUnread(e.currentTarget.checked)}
        />
        <Button
          size="small"
          disabled={left === 0 || first === undefined}
          busy={marking.isPending}
          onClick={() => first && marking.mutate({ upTo: first.id })}
        >
          {t('notices.allRead')}
        </Button>
      </div>
      {notices.error && all.length === 0 ? (
        <Failure error={notices.error} retry={() => void notices.refetch()} />
      ) : notices.isPending ? (
        <Loading lines={8} />
      ) : all.length === 0 ? (
        <Empty title={t(unread ? 'notices.noneUnread' : 'notices.none')}>{t('notices.noneText')}</Empty>
      ) : (
        days.map(([date, own]) => (
          <section key={date} aria-label={day(date, { year: year(date) })}>
            <h2>{date === today ? t('notices.today') : day(date, { year: year(date) })}</h2>
            <ul>
              {own.map((notice) => (
                <Row key={notice.id} notice={notice} onRead={(read) => marking.mutate({ ids: [notice.id], read })} />
              ))}
            </ul>
          </section>
        ))
      )}
      {notices.hasNextPage ? (
        <Button busy={notices.isFetchingNextPage} onClick={() => void notices.fetchNextPage()}>
          {t('notices.earlier')}
        </Button>
      ) : null}
    </section>
  )
}
