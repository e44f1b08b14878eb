import { Select } from '@mantine/core'
import { getRouteApi } from '@tanstack/react-router'
import { useMemo } from 'react'
import { useSessions } from '../../api/queries.ts'
import type { Session, SessionState } from '../../api/types.ts'
import { useWords } from '../../i18n/use-words.ts'
import { Amount } from '../../ui/amount.tsx'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { type Column, DataTable } from '../../ui/data-table/data-table.tsx'
import { useNames } from '../../ui/me-context.ts'
import { Pill, type Tone } from '../../ui/pill.tsx'
import { Seals } from '../../ui/seal.tsx'
import { Empty, Shown } from '../../ui/states.tsx'
import { Stretch } from '../../ui/times.tsx'
import css from './ledger.module.css'
import { SessionMenu } from './session-menu.tsx'

const page = getRouteApi('/accounts/$accountId/sessions')
const TONES: Record<SessionState, Tone> = { booked: 'in', completed: 'ok', cancelled: 'quiet', 'no-show': 'warn' }
const STATES: SessionState[] = ['booked', 'completed', 'cancelled', 'no-show']

function Minutes({ session }: { session: Session }) {
  const { t, minutes } = useWords()
  const { actualMinutes, minutes: booked, excessMinutes } = session
  if (actualMinutes === null || actualMinutes === booked) return <Amount value={booked} unit="minutes" />
  return (
    <span>
      <Amount value={actualMinutes} unit="minutes" />
      <span className={css.reason}>
        {excessMinutes > 0
          ? t('session.excess', { amount: minutes(excessMinutes) })
          : t('session.bookedWere', { amount: minutes(booked) })}
      </span>
    </span>
  )
}

function useColumns(): Column<Session>[] {
  const { t, wordFor } = useWords()
  const names = useNames()
  return useMemo(
    () => [
      {
        id: 'start',
        head: t('session.when'),
        fixed: true,
        phone: 'bare',
        order: (s) => s.start,
        text: (s) => s.start,
        cell: (s) => (
          <b>
            <Stretch start={s.start} end={s.end} />
          </b>
        ),
      },
      {
        id: 'kind',
        head: t('booking.kind'),
        order: (s) => s.kind,
        text: (s) => names.kind(s.kind),
        cell: (s) => names.kind(s.kind),
      },
      {
        id: 'place',
        head: t('booking.place'),
        order: (s) => s.place,
        text: (s) =>
          [names.place(s.place), s.prefecture ? names.prefecture(s.prefecture) : ''].filter(Boolean).join(' '),
        cell: (s) => (
          <span>
            {names.place(s.place)}
            {s.place === 'customer-site' && s.prefecture ? (
              <span className="quiet">　{names.prefecture(s.prefecture)}</span>
            ) : null}
          </span>
        ),
      },
      {
        id: 'holder',
        head: t('booking.what'),
        extra: true,
        order: (s) => s.holder.label,
        text: (s) => names.holder(s.holder),
        cell: (s) => names.holder(s.holder),
      },
      {
        id: 'staff',
        head: t('booking.staff'),
        order: (s) => s.staff?.name ?? null,
        text: (s) => s.staff?.name ?? '',
        cell: (s) =>
          s.staff ? (
            <span>
              <span className="whole">{s.staff.name}</span>
              {s.staff.partner ? <span className={css.reason}>{s.staff.partner}</span> : null}
            </span>
          ) : (
            <span className="quiet">{t('session.unassigned')}</span>
          ),
      },
      {
        id: 'language',
        head: t('booking.language'),
        extra: true,
        order: (s) => s.language,
        text: (s) => s.language,
        cell: (s) => wordFor('languageName', s.language),
      },
      {
        id: 'minutes',
        head: t('booking.minutes'),
        end: true,
        order: (s) => s.actualMinutes ?? s.minutes,
        text: (s) => String(s.actualMinutes ?? s.minutes),
        cell: (s) => <Minutes session={s} />,
      },
      {
        id: 'state',
        head: t('answer.state'),
        order: (s) => s.state,
        text: (s) => t(`state.${s.state}`),
        cell: (s) => (
          <span>
            <Pill tone={TONES[s.state]}>{t(`state.${s.state}`)}</Pill>{' '}
            {s.charges.length > 0 ? <Pill tone="warn">{wordFor('charge.kind', s.charges[0]!.kind)}</Pill> : null}
          </span>
        ),
      },
      {
        id: 'draws',
        head: t('ledger.clause'),
        text: (s) => s.draws.map((d) => d.clause).join(' '),
        cell: (s) => <Seals ids={[...new Set([...s.draws, ...s.charges].map((d) => d.clause))]} />,
      },
      {
        id: 'acts',
        head: t('session.acts'),
        fixed: true,
        end: true,
        phone: 'corner',
        cell: (s) => <SessionMenu session={s} />,
      },
    ],
    [t, names, wordFor],
  )
}

export default function SessionsTab() {
  const { t } = useWords()
  const { accountId } = page.useParams()
  const { state, ...view } = page.useSearch()
  const navigate = page.useNavigate()
  const sessions = useSessions(accountId)
  const columns = useColumns()
  const set = (part: Record<string, string | undefined>) =>
    void navigate({ search: (now) => ({ ...now, ...part }), replace: true, resetScroll: false })
  return (
    <Card flush>
      <Shown of={sessions} lines={8}>
        {(list) => (
          <DataTable
            name={t('account.tab.sessions')}
            columns={columns}
            rows={state ? list.filter((s) => s.state === state) : list}
            keyOf={(s) => s.id}
            view={{ sort: '-start', ...view }}
            onView={(next) => set({ sort: next.sort, cols: next.cols, find: next.find })}
            findLabel={t('session.find')}
            quietRow={(s) => s.state === 'cancelled'}
            tools={
              <Select
                className={css.filter}
                size="xs"
                clearable
                placeholder={t('answer.state')}
                aria-label={t('answer.state')}
                value={state ?? null}
                data={STATES.map((s) => ({ value: s, label: t(`state.${s}`) }))}
                onChange={(next) => set({ state: next ?? undefined })}
              />
            }
            empty={
              <Empty
                title={t('session.none')}
                action={
                  <Button look="main" onClick={() => set({ do: 'book' })}>
                    {t('booking.title')}
                  </Button>
                }
              >
                {t('session.noneText')}
              </Empty>
            }
          />
        )}
      </Shown>
    </Card>
  )
}
