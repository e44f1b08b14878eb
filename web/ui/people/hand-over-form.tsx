import { Select } from '@mantine/core'
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query'
import { lazy, Suspense, useState } from 'react'
import {
  askHandOver,
  type Choice,
  type HandOver,
  type HandOverAsk,
  type HandOverItem,
  handOver,
  type Member,
  type Organisation,
  useRefreshPeople,
} from '../../api/people.ts'
import { useStaff } from '../../api/queries.ts'
import type { Side } from '../../api/types.ts'
import { useWords } from '../../i18n/use-words.ts'
import { useKey } from '../ask/use-key.ts'
import { Button } from '../button.tsx'
import { Beside } from '../form/rows.tsx'
import { Icon } from '../icon.tsx'
import { useMay, useNames, useSignedIn } from '../me-context.ts'
import { Loading, Shown } from '../states.tsx'
import { Stretch } from '../times.tsx'
import css from './people.module.css'
import { faultsOf } from './use-faults.ts'

const DateField = lazy(() => import('../form/date-field.tsx'))

type Person = { value: string; label: string }

/** Who may take over: active staff, of a partner its own; of a customer the other members. */
function useSuccessors(side: Side, member: Member, members: readonly Member[]): Person[] {
  const may = useMay('staff.read')
  const staff = useStaff(may && side !== 'customer')
  if (side === 'customer')
    return members
      .filter((m) => m.userId !== member.userId && m.state === 'active')
      .map((m) => ({ value: m.userId, label: m.name }))
  const known = may
    ? (staff.data ?? []).filter((s) => s.active).map((s) => ({ value: s.id, label: s.name }))
    : members.flatMap((m) => (m.staffId && m.state === 'active' ? [{ value: m.staffId, label: m.name }] : []))
  return known.filter((p) => p.value !== member.staffId)
}

const OPEN = 'nobody'

function ItemRow({
  item,
  choice,
  people,
  onChoose,
}: {
  item: HandOverItem
  choice: Choice | undefined
  people: Person[]
  onChoose: (successor: string | null | undefined) => void
}) {
  const { t } = useWords()
  const names = useNames()
  const what = item.type === 'contract' ? names.plan(item.what) : names.kind(item.what)
  return (
    <li data-trouble={item.trouble ? '' : undefined}>
      <div>
        <b>{item.accountName}</b>
        <span className="quiet">
          {what}
          {item.start && item.end ? (
            <>
              {' '}
              <Stretch start={item.start} end={item.end} />
            </>
          ) : null}
        </span>
        {item.trouble === 'busy' ? (
          <span className={css.trouble}>
            <Icon name="alert" size={12} /> {t('people.handOver.busy')}
          </span>
        ) : null}
      </div>
      <Select
        aria-label={`${t('people.handOver.successor')}: ${item.accountName} ${what}`}
        size="xs"
        searchable={people.length > 8}
        value={choice ? (choice.successor ?? OPEN) : ''}
        data={[
          { value: '', label: t('people.handOver.asBelow') },
          ...people,
          { value: OPEN, label: t('people.handOver.nobody') },
        ]}
        onChange={(value) => onChoose(value === '' ? undefined : value === OPEN ? null : value)}
      />
    </li>
  )
}

type ItemsProps = {
  asked: HandOver
  choices: readonly Choice[]
  people: Person[]
  onChoices: (choices: Choice[]) => void
}

/** Everything that is handed over, what still has nobody first. */
function Items({ asked, choices, people, onChoices }: ItemsProps) {
  const { t } = useWords()
  const { contracts, sessions, troubles } = asked.counts
  const choose = (item: HandOverItem, successor: string | null | undefined) => {
    const others = choices.filter((c) => c.type !== item.type || c.id !== item.id)
    onChoices(successor === undefined ? others : [...others, { type: item.type, id: item.id, successor }])
  }
  if (asked.items.length === 0) return <p className="quiet">{t('people.handOver.nothing')}</p>
  return (
    <section className={css.part} aria-label={t('people.handOver.counts', { contracts, sessions })}>
      <p className={css.counts}>
        <b>{t('people.handOver.counts', { contracts, sessions })}</b>
        <span data-trouble={troubles > 0 ? '' : undefined} role="status">
          {t('people.handOver.troubles', { count: troubles })}
        </span>
      </p>
      {(['contract', 'session'] as const).map((type) => {
        const own = asked.items.filter((i) => i.type === type)
        if (own.length === 0) return null
        return (
          <div key={type}>
            <h3>{t(`people.handOver.${type}s`)}</h3>
            <ul className={css.items}>
              {[...own.filter((i) => i.trouble), ...own.filter((i) => !i.trouble)].map((item) => (
                <ItemRow
                  key={item.id}
                  item={item}
                  people={people}
                  choice={choices.find((c) => c.type === item.type && c.id === item.id)}
                  onChoose={(successor) => choose(item, successor)}
                />
              ))}
            </ul>
          </div>
        )
      })}
    </section>
  )
}

type Props = {
  of: Organisation
  side: Side
  member: Member
  members: readonly Member[]
  onBack: () => void
  onDone: () => void
}

/** Asked at every change, so that what would happen stands there before the one button is pressed. */
export function HandOverForm({ of, side, member, members, onBack, onDone }: Props) {
  const { t, day } = useWords()
  const { today } = useSignedIn()
  const [ask, setAsk] = useState<HandOverAsk>({ lastDay: today, successor: null, choices: [] })
  const people = useSuccessors(side, member, members)
  const refresh = useRefreshPeople()
  const key = useKey()
  const asked = useQuery({
    queryKey: ['people', 'hand-over', of, member.userId, ask],
    queryFn: ({ signal }) => askHandOver(of, member.userId, ask, signal),
    placeholderData: keepPreviousData,
  })
  const doing = useMutation({
    mutationFn: () => handOver(of, member.userId, ask, key.of(JSON.stringify(ask))),
    onSuccess: async () => {
      await refresh()
      onDone()
    },
  })
  const faults = faultsOf(doing.error ?? asked.error, (field) => field === 'lastDay' || field === 'successor')
  const change = (part: Partial<HandOverAsk>) => setAsk((now) => ({ ...now, ...part }))
  const ready = asked.data !== undefined && asked.data.counts.troubles === 0 && !asked.isPlaceholderData
  return (
    <div className={css.form}>
      {faults.whole ? (
        <p role="alert" className={css.alert}>
          {faults.whole}
        </p>
      ) : null}
      <Beside>
        <Suspense fallback={<Loading lines={2} />}>
          <DateField
            label={t('people.handOver.lastDay')}
            value={ask.lastDay ?? ''}
            today={today}
            min={today}
            error={faults.at('lastDay')}
            onChange={(date) => change({ lastDay: date || null })}
          />
        </Suspense>
        <Select
          label={t(side === 'customer' ? 'people.handOver.successorCustomer' : 'people.handOver.successor')}
          clearable
          searchable={people.length > 8}
          value={ask.successor}
          error={faults.at('successor')}
          data={people}
          onChange={(successor) => change({ successor })}
        />
      </Beside>
      {side === 'customer' ? null : <p className="quiet small">{t('people.handOver.successorNote')}</p>}
      <Shown of={asked} lines={5}>
        {(data) => (
          <>
            {side === 'customer' ? null : (
              <Items asked={data} choices={ask.choices} people={people} onChoices={(choices) => change({ choices })} />
            )}
            <p className="quiet">
              {t('people.handOver.ends', {
                count: data.roles,
                date: ask.lastDay ? day(ask.lastDay, { weekday: false }) : t('people.handOver.now'),
              })}
            </p>
          </>
        )}
      </Shown>
      <div className={css.foot}>
        <Button onClick={onBack}>{t('act.back')}</Button>
        <Button look="main" busy={doing.isPending} disabled={!ready} onClick={() => doing.mutate()}>
          {t('people.handOver.do')}
        </Button>
      </div>
    </div>
  )
}
