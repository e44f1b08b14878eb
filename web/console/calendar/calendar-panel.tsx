import { Drawer, Select } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { lazy, Suspense, useState } from 'react'
import { useAccount } from '../../api/queries.ts'
import type { Account, Session } from '../../api/types.ts'
import { useAccountsNamed } from '../../api/work.ts'
import { useWords } from '../../i18n/use-words.ts'
import { Button, buttonClass } from '../../ui/button.tsx'
import { useNames } from '../../ui/me-context.ts'
import { Pill } from '../../ui/pill.tsx'
import { Seals } from '../../ui/seal.tsx'
import { Empty, Loading, Shown } from '../../ui/states.tsx'
import { Stretch } from '../../ui/times.tsx'
import css from './calendar.module.css'

const BookingPanel = lazy(() => import('../../ui/booking/booking-panel.tsx'))
const SessionAsk = lazy(() => import('../account/asks/session-ask.tsx'))

type Search = { [K in 'do' | 'on' | 'of' | 'at' | 'who']?: string | undefined }
type Props = { search: Search; set: (part: Record<string, string | undefined>) => void; session: Session | undefined }

const CLOSED = { do: undefined, on: undefined, of: undefined, at: undefined, who: undefined }
const ACTS = [
  { act: 'complete', may: 'complete' },
  { act: 'move', may: 'move' },
  { act: 'cancel', may: 'cancel' },
  { act: 'no-show', may: 'noShow' },
] as const

/** One session with what may still happen with it. */
function About({ session: s, set }: { session: Session; set: Props['set'] }) {
  const { t } = useWords()
  const names = useNames()
  return (
    <div className={css.about}>
      <h2>
        <Stretch start={s.start} end={s.end} />
      </h2>
      <p>
        <b>{s.accountName}</b>
        <br />
        {names.kind(s.kind)} · {names.place(s.place)}
        {s.place === 'customer-site' && s.prefecture ? ` (${names.prefecture(s.prefecture)})` : ''}
        <br />
        {s.staff ? s.staff.name : t('session.unassigned')}
        {s.staff?.partner ? ` (${s.staff.partner})` : ''}
      </p>
      <p>
        <Pill tone={s.state === 'booked' ? 'in' : s.state === 'completed' ? 'ok' : 'quiet'}>
          {t(`state.${s.state}`)}
        </Pill>{' '}
        <Seals ids={[...new Set([...s.draws, ...s.charges].map((d) => d.clause))]} />
      </p>
      <div className={css.acts}>
        {ACTS.filter(({ may }) => s.may[may]).map(({ act }) => (
          <Button key={act} onClick={() => set({ do: act })}>
            {t(`session.act.${act}`)}
          </Button>
        ))}
        <Link
          to="/accounts/$accountId/sessions"
          params={{ accountId: s.accountId }}
          className={buttonClass({ look: 'bare' })}
        >
          {t('calendar.openAccount')}
        </Link>
      </div>
    </div>
  )
}

/** Whose session is booked here: found by the server among all accounts. */
function PickAccount({ onPick }: { onPick: (id: string) => void }) {
  const { t } = useWords()
  const names = useNames()
  const [typed, setTyped] = useState('')
  const found = useAccountsNamed(typed.trim(), true)
  const list = (found.data ?? []).filter((a) => a.plan !== null || a.hours !== null)
  return (
    <div className={css.about}>
      <h2>{t('calendar.bookTitle')}</h2>
      <Select
        label={t('calendar.findAccount')}
        searchable
        data-autofocus
        comboboxProps={{ withinPortal: false }}
        filter={({ options }) => options}
        searchValue={typed}
        onSearchChange={setTyped}
        value={null}
        data={list.map((a) => ({ value: a.id, label: a.plan ? `${a.name} · ${names.plan(a.plan)}` : a.name }))}
        nothingFoundMessage={t('palette.none')}
        onChange={(id) => id && onPick(id)}
      />
    </div>
  )
}

/** The form that is opened from a place in the calendar begins with that place, whatever was left in it before. */
const forgetDraft = (accountId: string) => sessionStorage.removeItem(`bansou.draft.book.${accountId}`)

function Asking({ account, search, set }: { account: Account; search: Search; set: Props['set'] }) {
  const onClose = () => set(CLOSED)
  if (search.do === 'book') {
    const [date, time] = (search.at ?? '').split('T')
    const start = {
      ...(date ? { date } : {}),
      ...(time ? { time } : {}),
      ...(search.who ? { staffId: search.who } : {}),
    }
    return <BookingPanel account={account} onClose={onClose} start={start} />
  }
  if (!search.on || !search.do) return null
  return <SessionAsk account={account} act={search.do} sessionId={search.on} onClose={onClose} onRemedy={() => {}} />
}

function OfAccount({ id, search, set }: { id: string; search: Search; set: Props['set'] }) {
  const account = useAccount(id)
  return (
    <Shown of={account} lines={7}>
      {(data) => <Asking account={data} search={search} set={set} />}
    </Shown>
  )
}

/** Beside the calendar: the session that was pressed, or the booking that begins at a free place. */
export function CalendarPanel({ search, set, session }: Props) {
  const { t } = useWords()
  const close = () => set(CLOSED)
  const opened = Boolean(search.on || search.do === 'book')
  return (
    <Drawer.Root opened={opened} onClose={close} position="right" size="min(440px, 100%)">
      <Drawer.Overlay />
      <Drawer.Content aria-label={t('account.asking')}>
        <Drawer.Body className={css.panel ?? ''}>
          <Drawer.CloseButton
            className={css.close ?? ''}
            aria-label={t('act.close')}
            hidden={Boolean(search.do && search.of)}
          />
          <Suspense fallback={<Loading lines={6} />}>
            {search.do && search.of ? (
              <OfAccount id={search.of} search={search} set={set} />
            ) : search.do === 'book' ? (
              <PickAccount
                onPick={(id) => {
                  forgetDraft(id)
                  set({ of: id })
                }}
              />
            ) : session ? (
              <About session={session} set={set} />
            ) : opened ? (
              <Empty title={t('error.notFound')} />
            ) : null}
          </Suspense>
        </Drawer.Body>
      </Drawer.Content>
    </Drawer.Root>
  )
}
