import type { ShownRole } from '../../api/people.ts'
import type { Side } from '../../api/types.ts'
import { useWords } from '../../i18n/use-words.ts'
import css from './people.module.css'

/** What a role is called on its side; the server's word where there is none here yet. */
export function useRoleName(side: Side) {
  const { wordFor } = useWords()
  return (role: string) => wordFor(`people.role.${side}`, role)
}

/** When a role is held, as far as that is not simply from some day in the past and open. */
export function usePeriodText(today: string) {
  const { t, day } = useWords()
  return ({ firstDay, lastDay }: Pick<ShownRole, 'firstDay' | 'lastDay'>): string | null => {
    const style = (date: string) => ({ weekday: false, year: date.slice(0, 4) !== today.slice(0, 4) })
    const from = firstDay > today ? day(firstDay, style(firstDay)) : null
    const until = lastDay === null ? null : day(lastDay, style(lastDay))
    if (from && until) return t('people.fromUntil', { from, until })
    if (from) return t('people.from', { date: from })
    return until ? t('people.until', { date: until }) : null
  }
}

type Props = { side: Side; roles: readonly (Omit<ShownRole, 'id' | 'state'> & { state?: string })[]; today: string }

/** Roles with their department and period, each on its own line. */
export function RoleLines({ side, roles, today }: Props) {
  const roleName = useRoleName(side)
  const periodText = usePeriodText(today)
  return (
    <ul className={css.roles}>
      {roles.map((r) => {
        const period = periodText(r)
        return (
          <li key={`${r.role} ${r.department?.id} ${r.firstDay}`} data-over={r.state === 'over' ? '' : undefined}>
            <b>{roleName(r.role)}</b>
            {r.department ? <span>{r.department.name}</span> : null}
            {period ? <small>{period}</small> : null}
          </li>
        )
      })}
    </ul>
  )
}
