import { Select } from '@mantine/core'
import type { ReactNode } from 'react'
import type { ApiProblem } from '../../api/client.ts'
import { clockText, minutesOf } from '../../i18n/civil.ts'
import { useWords } from '../../i18n/use-words.ts'
import { MinutesField } from '../../ui/form/minutes-field.tsx'
import { TimeField } from '../../ui/form/time-field.tsx'
import { inLanguage, useNames, useSignedIn } from '../../ui/me-context.ts'
import { Choice } from '../choice.tsx'
import css from './book.module.css'
import type { BookingDraft } from './booking-draft.ts'
import { Days } from './days.tsx'
import type { NamedHolder } from './use-holders.ts'

type Props = {
  draft: BookingDraft
  change: (part: Partial<BookingDraft>) => void
  holders: readonly NamedHolder[]
  holder: NamedHolder
  travels: boolean
  problem: ApiProblem | null
}

function Step({ number, title, children }: { number: number; title: string; children: ReactNode }) {
  return (
    <section className={css.step}>
      <h2>
        <span className={css.number}>{number}</span>
        {title}
      </h2>
      <div className={css.fields}>{children}</div>
    </section>
  )
}

function WhatAndWhere({
  draft,
  change,
  holders,
  holder,
  travels,
  faultOf,
}: Props & { faultOf: (field: string) => string | undefined }) {
  const { t, language } = useWords()
  const names = useNames()
  const { catalogue } = useSignedIn()
  const named = (list: readonly { id: string; name: string | { ja: string; en: string } }[]) =>
    list.map((x) => ({ value: x.id, label: inLanguage(x.name, language) }))
  return (
    <>
      <Step number={1} title={t('portal.book.what')}>
        <Choice
          look="rows"
          legend={t('portal.book.holder')}
          hideLegend={holders.length === 1}
          value={holder.id}
          onChange={(under) => change({ under })}
          options={holders.map((h) => ({
            value: h.id,
            label: h.name,
            hint: (
              <span className={css.hints}>
                {h.hint.map((part) => (
                  <span key={part} className="whole">
                    {part}
                  </span>
                ))}
              </span>
            ),
          }))}
        />
        <Choice
          look="words"
          legend={t('portal.book.kind')}
          value={draft.kind}
          error={faultOf('kind')}
          onChange={(kind) => change({ kind })}
          options={named(catalogue.kinds)}
        />
      </Step>
      <Step number={2} title={t('portal.book.where')}>
        <Choice
          look="words"
          legend={t('portal.book.place')}
          hideLegend
          value={draft.place}
          error={faultOf('place')}
          onChange={(place) => change({ place })}
          options={named(catalogue.places)}
        />
        {travels ? (
          <Select
            label={t('portal.book.prefecture')}
            searchable
            value={draft.prefecture || null}
            error={faultOf('prefecture')}
            className={css.narrow}
            data={names.prefectures.map((p) => ({ value: p, label: names.prefecture(p) }))}
            onChange={(prefecture) => change({ prefecture: prefecture ?? '' })}
          />
        ) : null}
      </Step>
    </>
  )
}

/** The questions of a booking in the order in which people think of them. */
export function Steps(props: Props) {
  const { draft, change, holder, problem } = props
  const { t } = useWords()
  const names = useNames()
  const { catalogue } = useSignedIn()
  const faultOf = (field: string) =>
    problem?.errors.find((e) => e.field === field)?.detail ?? (problem?.field === field ? problem.detail : undefined)
  const ends =
    draft.time && draft.minutes
      ? t('booking.until', { time: clockText(minutesOf(draft.time) + draft.minutes) })
      : undefined
  return (
    <>
      <WhatAndWhere {...props} faultOf={faultOf} />
      <Step number={3} title={t('portal.book.when')}>
        <Days date={draft.date} onChange={(date) => change({ date })} error={faultOf('start')}>
          <TimeField
            label={t('portal.book.start')}
            value={draft.time}
            wrong={t('booking.pastTime')}
            onChange={(time) => change({ time })}
          />
        </Days>
      </Step>
      <Step number={4} title={t('portal.book.how')}>
        <div className={css.narrow}>
          <MinutesField
            label={t('portal.book.minutes')}
            value={draft.minutes}
            error={faultOf('minutes')}
            onChange={(minutes) => change({ minutes })}
            note={ends}
          />
        </div>
        <Choice
          look="words"
          legend={t('portal.book.language')}
          value={draft.language || holder.language || catalogue.languages[0]}
          error={faultOf('language')}
          onChange={(language) => change({ language })}
          options={catalogue.languages.map((l) => ({ value: l, label: names.language(l) }))}
        />
      </Step>
    </>
  )
}
