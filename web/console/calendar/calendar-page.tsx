import { useHotkeys, useMediaQuery } from '@mantine/hooks'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useMemo } from 'react'
import { useStaff } from '../../api/queries.ts'
import type { Session } from '../../api/types.ts'
import { type CalendarDay, useCalendarDays, useSessionsBetween } from '../../api/work.ts'
import { addDays, minutesOf, weekday } from '../../i18n/civil.ts'
import { useWords } from '../../i18n/use-words.ts'
import { momentIn } from '../../i18n/zone.ts'
import { Card } from '../../ui/card.tsx'
import { Icon } from '../../ui/icon.tsx'
import { useMay, useSignedIn } from '../../ui/me-context.ts'
import { Shown } from '../../ui/states.tsx'
import { useTitle } from '../../ui/use-title.ts'
import { PageTop } from '../page-top.tsx'
import { Agenda } from './agenda.tsx'
import css from './calendar.module.css'
import { CalendarPanel } from './calendar-panel.tsx'
import { DayLanes } from './day-lanes.tsx'
import { peopleOf } from './people.ts'
import { PersonWeek } from './person-week.tsx'
import { ShowField } from './show-field.tsx'
import { daysOf, isDate, mondayOf, type View } from './span.ts'
import { TeamWeek } from './team-week.tsx'

const page = getRouteApi('/calendar')

export type DayInfo = CalendarDay & { open: { from: number; until: number }[] }
export type Actions = {
  /** Opens a session beside the calendar. */
  open: (session: Session) => void
  /** Books at a place that is free; missing where the person may not. */
  book?: (date: string, time: string | undefined, staffId: string | null) => void
}

/** The days with what closes them and the spans in which services are open. */
function useDays(dates: readonly string[]): DayInfo[] {
  const { catalogue } = useSignedIn()
  const known = useCalendarDays(dates[0]!, addDays(dates.at(-1)!, 1))
  return dates.map((date) => {
    const day = known.data?.find((d) => d.date === date) ?? { date, business: weekday(date) % 6 !== 0, name: null }
    const open = (catalogue.hours ?? [])
      .filter((h) => day.business && h.days.includes(weekday(date)))
      .flatMap((h) => h.windows.map((w) => ({ from: minutesOf(w.from), until: minutesOf(w.until) })))
    return { ...day, open }
  })
}

/** `show=person:…` and so on → what the server is asked for. */
function askedOf(show: string | undefined, own: string | null) {
  const [what, value] = [show?.split(':')[0], show?.slice(show.indexOf(':') + 1)]
  if (what === 'mine') return own ? { staff: own } : {}
  if (what === 'person') return { staff: value }
  if (what === 'office') return { office: value }
  if (what === 'partner') return { partner: value }
  return {}
}

function Turn({ view, date, first }: { view: View; date: string; first: string }) {
  const { t, day } = useWords()
  const { today } = useSignedIn()
  const step = view === 'week' ? 7 : 1
  const to = (next: string) => ({ to: '/calendar' as const, search: (s: object) => ({ ...s, date: next }) })
  return (
    <div className={css.turn}>
      <Link {...to(addDays(date, -step))} aria-label={t('calendar.previous')} className={css.arrow}>
        <Icon name="left" />
      </Link>
      <Link {...to(today)} className={css.now}>
        {view === 'week' ? t('calendar.thisWeek') : t('chart.today')}
      </Link>
      <Link {...to(addDays(date, step))} aria-label={t('calendar.next')} className={css.arrow}>
        <Icon name="right" />
      </Link>
      <h2 aria-live="polite">
        {view === 'week' ? t('calendar.weekOf', { from: day(first, { weekday: false }) }) : day(date)}
      </h2>
    </div>
  )
}

function Views({ view }: { view: View }) {
  const { t } = useWords()
  return (
    <nav className={css.views} aria-label={t('nav.calendar')}>
      {(['week', 'day'] as const).map((v) => (
        <Link
          key={v}
          to="/calendar"
          search={(s) => ({ ...s, view: v === 'week' ? undefined : v })}
          activeOptions={{ explicitUndefined: true }}
          activeProps={{}}
          aria-current={v === view ? 'true' : undefined}
        >
          {t(`calendar.${v}`)}
        </Link>
      ))}
    </nav>
  )
}

/** Who is where and when: a week of the team or of one person, or a day. The address says whose and when. */
export default function CalendarPage() {
  const { t } = useWords()
  const search = page.useSearch()
  const navigate = page.useNavigate()
  const { today, user, catalogue } = useSignedIn()
  const narrow = useMediaQuery('(max-width: 720px)', false, { getInitialValueInEffect: false })
  const mayBook = useMay('sessions.book')
  const view: View = search.view === 'day' ? 'day' : 'week'
  const date = isDate(search.date) ? search.date : today
  const dates = useMemo(() => daysOf(view, date), [view, date])
  const days = useDays(dates)
  const asked = askedOf(search.show, user.staffId)
  const at = (day: string) => momentIn(catalogue.timeZone, day, '00:00')
  const sessions = useSessionsBetween({ from: at(dates[0]!), until: at(addDays(dates.at(-1)!, 1)), ...asked })
  const staff = useStaff(useMay('staff.read'))
  const set = (part: Record<string, string | undefined>) =>
    void navigate({ search: (now) => ({ ...now, ...part }), resetScroll: false })
  const acts: Actions = {
    open: (s) => set({ do: undefined, on: s.id, of: s.accountId, at: undefined, who: undefined }),
    ...(mayBook
      ? {
          book: (day, time, who) =>
            set({ do: 'book', on: undefined, of: undefined, at: time ? `${day}T${time}` : day, who: who ?? undefined }),
        }
      : {}),
  }
  const step = view === 'week' ? 7 : 1
  useHotkeys([
    ['ArrowLeft', () => set({ date: addDays(date, -step) })],
    ['ArrowRight', () => set({ date: addDays(date, step) })],
    ['t', () => set({ date: undefined })],
  ])
  useTitle(t('nav.calendar'))
  return (
    <>
      <PageTop crumbs={[{ label: t('nav.calendar') }]} />
      <header className={css.head}>
        <h1>{t('nav.calendar')}</h1>
        <div className={css.tools}>
          <ShowField show={search.show} staff={staff.data ?? []} onChange={(show) => set({ show })} />
          <Views view={view} />
        </div>
      </header>
      <Turn view={view} date={date} first={mondayOf(date)} />
      <Card flush>
        <Shown of={sessions} lines={12}>
          {(list) => {
            const people = peopleOf(list, staff.data ?? [], asked)
            if (narrow) return <Agenda days={days} sessions={list} acts={acts} />
            if (view === 'day') return <DayLanes day={days[0]!} sessions={list} people={people} acts={acts} />
            if (asked.staff) return <PersonWeek days={days} sessions={list} staffId={asked.staff} acts={acts} />
            return <TeamWeek days={days} sessions={list} people={people} acts={acts} />
          }}
        </Shown>
      </Card>
      <CalendarPanel search={search} set={set} session={sessions.data?.find((s) => s.id === search.on)} />
    </>
  )
}
