import { type FormEvent, useRef } from 'react'
import type { Account } from '../../api/types.ts'
import { nextWeekday } from '../../i18n/civil.ts'
import { useWords } from '../../i18n/use-words.ts'
import { TextButton } from '../../ui/button.tsx'
import { useDraft } from '../../ui/form/use-draft.ts'
import { useSignedIn } from '../../ui/me-context.ts'
import { AnswerDock } from './answer-dock.tsx'
import { AnswerSheet } from './answer-sheet.tsx'
import css from './book.module.css'
import { Booked } from './booked.tsx'
import { type BookingDraft, inputOf } from './booking-draft.ts'
import { Steps } from './steps.tsx'
import { useAsking } from './use-asking.ts'
import type { NamedHolder } from './use-holders.ts'

/** The first day that may be asked for: tomorrow, or the day on which what is booked under begins. */
function firstDay(account: Account, under: string, today: string): string {
  const contract = account.contracts.find((c) => c.id === under)
  const order = account.orders.find((o) => o.id === under)
  const from = contract?.start ?? contract?.period.from ?? order?.coverage[0]?.from
  return from && from > today ? from : nextWeekday(today)
}

type Props = { account: Account; holders: readonly NamedHolder[]; under: string | undefined }

export function BookForm({ account, holders, under }: Props) {
  const { t } = useWords()
  const { today, catalogue } = useSignedIn()
  const answer = useRef<HTMLElement>(null)
  const chosen = holders.find((h) => h.id === under) ?? holders[0]!
  const { draft, change, forget, reset } = useDraft<BookingDraft>(`portal.book.${account.id}`, {
    under: chosen.id,
    kind: 'meeting',
    place: 'online',
    prefecture: account.prefecture,
    date: firstDay(account, chosen.id, today),
    time: '10:00',
    minutes: 60,
    language: '',
  })
  const holder = holders.find((h) => h.id === draft.under) ?? chosen
  const travels = catalogue.places.find((p) => p.id === draft.place)?.travels ?? false
  const asking = useAsking(account.id, inputOf(draft, holder, travels, catalogue.timeZone))
  const submit = (event: FormEvent) => {
    event.preventDefault()
    asking.book(forget)
  }
  const show = () => {
    answer.current?.scrollIntoView({ behavior: 'smooth', block: 'start' })
    answer.current?.focus({ preventScroll: true })
  }
  if (asking.done) {
    return (
      <Booked
        decision={asking.done}
        what={draft}
        onAgain={() => {
          change({ date: nextWeekday(draft.date) })
          asking.again()
        }}
      />
    )
  }
  return (
    <form
      className={css.form}
      onSubmit={submit}
      noValidate
      aria-label={t('portal.book.title')}
      aria-busy={asking.busy || undefined}
    >
      <div className={css.steps}>
        <p className={css.lead}>
          {t('portal.book.lead')} <TextButton onClick={reset}>{t('portal.book.clear')}</TextButton>
        </p>
        <Steps
          draft={draft}
          change={change}
          holders={holders}
          holder={holder}
          travels={travels}
          problem={asking.problem}
        />
      </div>
      <AnswerSheet asking={asking} account={account} ref={answer} />
      <AnswerDock asking={asking} onShow={show} />
    </form>
  )
}
