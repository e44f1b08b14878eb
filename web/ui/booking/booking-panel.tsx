import { Select } from '@mantine/core'
import { type BookingInput, bookSession } from '../../api/commands.ts'
import { useStaff } from '../../api/queries.ts'
import type { Account } from '../../api/types.ts'
import { clockText, minutesOf, nextWeekday } from '../../i18n/civil.ts'
import { useWords } from '../../i18n/use-words.ts'
import { momentIn } from '../../i18n/zone.ts'
import { AskPanel } from '../ask/ask-panel.tsx'
import DateField from '../form/date-field.tsx'
import { MinutesField } from '../form/minutes-field.tsx'
import { Beside } from '../form/rows.tsx'
import { TimeField } from '../form/time-field.tsx'
import { useClosedDays } from '../form/use-closed-days.ts'
import { useDraft } from '../form/use-draft.ts'
import { inLanguage, useMay, useNames, useSignedIn } from '../me-context.ts'
import { type BookingHolder, holdersOf } from './holders.ts'

export type BookingDraft = {
  holder: string
  kind: string
  place: string
  prefecture: string
  office: string
  date: string
  time: string
  minutes: number
  language: string
  staffId: string
}

type Props = { account: Account; onClose: () => void; onRemedy?: (id: string) => void; start?: Partial<BookingDraft> }

const given = <T extends object>(fields: T) =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== '' && value !== undefined)) as Partial<T>

function inputOf(
  draft: BookingDraft,
  holder: BookingHolder | undefined,
  zone: string,
  visit: boolean,
): BookingInput | null {
  if (!holder || !draft.kind || !draft.place || !draft.date || !draft.time || draft.minutes <= 0) return null
  return {
    ...holder.ref,
    kind: draft.kind,
    place: draft.place,
    start: momentIn(zone, draft.date, draft.time),
    minutes: draft.minutes,
    ...given({
      prefecture: visit ? draft.prefecture : '',
      office: visit ? draft.office : '',
      language: draft.language,
      staffId: draft.staffId,
    }),
  }
}

/** A list of named things as the choices of a field. */
function useChoices() {
  const { language } = useWords()
  const { catalogue } = useSignedIn()
  const of = (list: readonly { id: string; name: string | { ja: string; en: string } }[]) =>
    list.map((item) => ({ value: item.id, label: inLanguage(item.name, language) }))
  return {
    kinds: of(catalogue.kinds),
    places: of(catalogue.places),
    offices: of(catalogue.offices),
  }
}

/** Books a session: the answer card follows every change of the form. */
export default function BookingPanel({ account, onClose, onRemedy, start }: Props) {
  const { t, wordFor } = useWords()
  const names = useNames()
  const { today, catalogue } = useSignedIn()
  const staffed = useMay('staff.read')
  const staff = useStaff(staffed)
  const holders = holdersOf(account, names, (id) => catalogue.addOns.find((a) => a.id === id)?.bookable ?? true)
  const choices = useChoices()
  const { draft, change, forget } = useDraft<BookingDraft>(`book.${account.id}`, {
    holder: holders[0]?.id ?? '',
    kind: 'meeting',
    place: 'online',
    prefecture: account.prefecture,
    office: '',
    date: nextWeekday(today),
    time: '10:00',
    minutes: 60,
    language: '',
    staffId: '',
    ...start,
  })
  const { closed, onMonth } = useClosedDays(draft.date || today)
  const holder = holders.find((h) => h.id === draft.holder) ?? holders[0]
  const visit = catalogue.places.find((p) => p.id === draft.place)?.travels ?? draft.place === 'customer-site'
  const input = inputOf(draft, holder, catalogue.timeZone, visit)
  const ends = draft.time && draft.minutes ? clockText(minutesOf(draft.time) + draft.minutes) : ''
  return (
    <AskPanel
      title={t('booking.title')}
      about={`book ${account.id}`}
      input={JSON.stringify(input)}
      onClose={onClose}
      onDone={forget}
      command={(accepted) => input && bookSession({ ...input, ...(accepted.charges ? { acceptCharges: true } : {}) })}
      label={t('booking.book')}
      labelCharged={t('booking.bookCharged')}
      {...(onRemedy ? { onRemedy } : {})}
      again={{ label: t('booking.another'), run: () => change({ date: nextWeekday(draft.date) }) }}
    >
      {(faultOf) => (
        <>
          <Beside>
            <Select
              label={t('booking.what')}
              data={holders.map((h) => ({ value: h.id, label: h.label }))}
              value={holder?.id ?? null}
              onChange={(id) => id && change({ holder: id })}
            />
            <Select
              label={t('booking.language')}
              data={catalogue.languages.map((l) => ({ value: l, label: wordFor('languageName', l) }))}
              value={draft.language || catalogue.languages[0] || null}
              error={faultOf('language')}
              onChange={(language) => change({ language: language ?? '' })}
            />
          </Beside>
          <Beside>
            <Select
              label={t('booking.kind')}
              data={choices.kinds}
              value={draft.kind}
              error={faultOf('kind')}
              onChange={(kind) => kind && change({ kind })}
            />
            <Select
              label={t('booking.place')}
              data={choices.places}
              value={draft.place}
              error={faultOf('place')}
              onChange={(place) => place && change({ place })}
            />
          </Beside>
          {visit ? (
            <Beside>
              <Select
                label={t('booking.prefecture')}
                data={names.prefectures.map((id) => ({ value: id, label: names.prefecture(id) }))}
                value={draft.prefecture || null}
                searchable
                error={faultOf('prefecture')}
                onChange={(prefecture) => change({ prefecture: prefecture ?? '' })}
              />
              {staffed ? (
                <Select
                  label={t('booking.office')}
                  data={choices.offices}
                  value={draft.office || null}
                  clearable
                  placeholder={t('booking.officeDefault')}
                  error={faultOf('office')}
                  onChange={(office) => change({ office: office ?? '' })}
                />
              ) : null}
            </Beside>
          ) : null}
          <Beside>
            <DateField
              label={t('booking.date')}
              value={draft.date}
              today={today}
              closed={closed}
              onMonth={onMonth}
              error={faultOf('start')}
              onChange={(date) => change({ date })}
            />
            <TimeField
              label={t('booking.time')}
              value={draft.time}
              wrong={t('booking.pastTime')}
              onChange={(time) => change({ time })}
            />
          </Beside>
          <Beside>
            <MinutesField
              label={t('booking.minutes')}
              value={draft.minutes}
              error={faultOf('minutes')}
              onChange={(minutes) => change({ minutes })}
              note={ends ? t('booking.until', { time: ends }) : undefined}
            />
            {staffed ? (
              <Select
                label={t('booking.staff')}
                searchable
                clearable
                placeholder={account.responsible?.name ?? t('booking.staffDefault')}
                value={draft.staffId || null}
                data={(staff.data ?? []).map((s) => ({
                  value: s.id,
                  label: s.partner ? `${s.name} (${s.partner})` : s.name,
                }))}
                error={faultOf('staffId')}
                onChange={(staffId) => change({ staffId: staffId ?? '' })}
              />
            ) : null}
          </Beside>
        </>
      )}
    </AskPanel>
  )
}
