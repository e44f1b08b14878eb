import type { Account } from '../../api/types.ts'
import { useWords } from '../../i18n/use-words.ts'
import { type BookingHolder, holdersOf } from '../../ui/booking/holders.ts'
import { useNames, useSignedIn } from '../../ui/me-context.ts'
import { isTrips } from '../account/allowances.ts'

/** `language`: the one that an order was placed for. */
export type NamedHolder = BookingHolder & { name: string; hint: string[]; language: string | undefined }

/** What can be booked under, in plain words with what is left of it. */
export function useHolders(account: Account): NamedHolder[] {
  const { t, amount, day } = useWords()
  const names = useNames()
  const { catalogue } = useSignedIn()
  const bookable = (addOn: string) => catalogue.addOns.find((a) => a.id === addOn)?.bookable ?? true
  return holdersOf(account, names, bookable).map((holder) => {
    const contract = account.contracts.find((c) => c.id === holder.id)
    const order = account.orders.find((o) => o.id === holder.id)
    const key = contract ? 'portal.book.ofPlan' : order?.included ? 'portal.book.ofProject' : 'portal.book.ofOrder'
    const left = [...holder.meters]
      .sort((a, b) => Number(isTrips(a)) - Number(isTrips(b)))
      .map((m) => t('portal.book.left', { name: names.allowance(m.allowance), amount: amount(m.left, m.unit) }))
    const begins =
      (contract ?? order)?.state === 'upcoming'
        ? (contract?.start ?? contract?.period.from ?? order?.coverage[0]?.from)
        : undefined
    return {
      ...holder,
      language: order?.language,
      name: t(key, { name: holder.label }),
      hint: begins ? [t('portal.book.from', { date: day(begins) }), ...left] : left,
    }
  })
}
