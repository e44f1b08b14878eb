/** What a customer fills in to book, and what of it the server is asked. */
import type { BookingInput } from '../../api/commands.ts'
import { momentIn } from '../../i18n/zone.ts'
import type { BookingHolder } from '../../ui/booking/holders.ts'

export type BookingDraft = {
  under: string
  kind: string
  place: string
  prefecture: string
  date: string
  time: string
  minutes: number
  language: string
}

/** Null while something needed is missing. */
export function inputOf(
  draft: BookingDraft,
  holder: BookingHolder | undefined,
  travels: boolean,
  zone: string,
): BookingInput | null {
  if (!holder || !draft.kind || !draft.place || !draft.date || !draft.time || draft.minutes <= 0) return null
  return {
    ...holder.ref,
    kind: draft.kind,
    place: draft.place,
    start: momentIn(zone, draft.date, draft.time),
    minutes: draft.minutes,
    ...(travels && draft.prefecture ? { prefecture: draft.prefecture } : {}),
    ...(draft.language ? { language: draft.language } : {}),
  }
}
