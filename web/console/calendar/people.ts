import type { Session, Staff } from '../../api/types.ts'

/** A row of the calendar: somebody who delivers services, or nobody yet. */
export type Person = { id: string | null; name: string; partner: string | null }

/** Those whom the filter names, and whoever has a session of the span; nobody's own row only where there is one. */
export function peopleOf(
  sessions: readonly Session[],
  staff: readonly Staff[],
  asked: { staff?: string | undefined; office?: string | undefined; partner?: string | undefined },
): Person[] {
  const meant = staff.filter(
    (s) =>
      (asked.staff === undefined || s.id === asked.staff) &&
      (asked.office === undefined || s.baseOffice === asked.office) &&
      (asked.partner === undefined || s.partner === asked.partner),
  )
  const people = new Map<string | null, Person>(
    meant.map((s) => [s.id, { id: s.id, name: s.name, partner: s.partner }]),
  )
  for (const { staff: s } of sessions) {
    const id = s?.id ?? null
    if (!people.has(id)) people.set(id, { id, name: s?.name ?? '', partner: s?.partner ?? null })
  }
  const busy = new Set(sessions.map((s) => s.staff?.id ?? null))
  return [...people.values()].sort(
    (a, b) =>
      Number(a.id === null) - Number(b.id === null) ||
      Number(busy.has(b.id)) - Number(busy.has(a.id)) ||
      a.name.localeCompare(b.name, 'ja'),
  )
}
