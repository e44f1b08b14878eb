/** Who there is: the vendor's and its partners' people, and the customers' accounts. */
import type { Instant } from '../kernel/clock.ts'

export const STAFF_ROLES = ['csm', 'architect', 'trainer', 'operator', 'agent'] as const
export type StaffRole = (typeof STAFF_ROLES)[number]

/** `partner` is the name of the subcontractor the person works for; null for the vendor's own. */
export type Staff = {
  id: string
  name: string
  role: StaffRole
  partner: string | null
  baseOffice: string | null
  active: boolean
}

export type Account = {
  id: string
  name: string
  /** A region of the catalogue, by the name that it keeps. */
  prefecture: string
  /** Held the product before its first contract here (require.4). */
  existingCustomer: boolean
  version: number
  createdAt: Instant
}

/** A part of a customer's company. One that is no longer used (`active` false) keeps its people and takes no new ones. */
export type Department = { accountId: string; id: string; name: string; active: boolean; version: number }

/** A subcontractor. One that no longer works for the vendor (`active` false) keeps its people's past. */
export type Partner = { id: string; name: string; active: boolean; version: number }

/** One person's time for one session, `until` exclusive. */
export type Booking = { staffId: string; sessionId: string; accountId: string; from: Instant; until: Instant }

/** Whether a person is free for a span; `except` is the session being moved, which does not stand in its own way. */
export type BusyQuestion = { staffId: string; from: Instant; until: Instant; except?: string | undefined }

const KATAKANA = /[\u30a1-\u30f6]/g
const KATAKANA_TO_HIRAGANA = 0x60

/**
 * The form in which names are searched: width, case, spaces and the kind of kana do not count. Variant kanji stay
 * different (高 and 髙), and the name itself is kept as it was written.
 */
export const searchKey = (name: string): string =>
  name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/\s+/gu, '')
    .replace(KATAKANA, (kana) => String.fromCharCode(kana.charCodeAt(0) - KATAKANA_TO_HIRAGANA))
