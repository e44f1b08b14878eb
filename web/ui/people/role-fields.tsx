import { Select } from '@mantine/core'
import { lazy, Suspense } from 'react'
import { type Department, type GivenRole, ROLES } from '../../api/people.ts'
import type { Side } from '../../api/types.ts'
import { useWords } from '../../i18n/use-words.ts'
import { Beside } from '../form/rows.tsx'
import { useSignedIn } from '../me-context.ts'
import { Loading } from '../states.tsx'
import { useRoleName } from './role-text.tsx'

const DateField = lazy(() => import('../form/date-field.tsx'))

export const emptyRole = (side: Side): GivenRole => ({
  role: side === 'customer' ? 'owner' : '',
  departmentId: null,
  firstDay: null,
  lastDay: null,
})

/** Whether a role may name a department, and whether it has to. */
export const takesDepartment = (role: string) => role === 'leader' || role === 'owner'
export const isWhole = ({ role, departmentId }: GivenRole) =>
  role !== '' && (role !== 'leader' || departmentId !== null)

type Props = {
  side: Side
  departments: readonly Department[]
  value: GivenRole
  onChange: (part: Partial<GivenRole>) => void
  faultOf: (field: string) => string | undefined
  /** Without days: from now and open. */
  brief?: boolean
}

/** Which role, in which department, from and until. */
export function RoleFields({ side, departments, value, onChange, faultOf, brief }: Props) {
  const { t } = useWords()
  const { today } = useSignedIn()
  const roleName = useRoleName(side)
  const open = departments.filter((d) => d.active)
  return (
    <>
      <Select
        label={t('people.form.role')}
        value={value.role || null}
        error={faultOf('role')}
        data={ROLES[side].map((role) => ({ value: role, label: roleName(role) }))}
        onChange={(role) =>
          onChange({ role: role ?? '', ...(takesDepartment(role ?? '') ? {} : { departmentId: null }) })
        }
      />
      {takesDepartment(value.role) ? (
        <Select
          label={t('people.form.department')}
          value={value.departmentId ?? ''}
          error={faultOf('departmentId')}
          searchable={open.length > 8}
          data={[
            ...(value.role === 'owner' ? [{ value: '', label: t('people.anyDepartment') }] : []),
            ...open.map((d) => ({ value: d.id, label: d.name })),
          ]}
          onChange={(id) => onChange({ departmentId: id || null })}
        />
      ) : null}
      {brief ? null : (
        <Suspense fallback={<Loading lines={2} />}>
          <Beside>
            <DateField
              label={t('people.form.firstDay')}
              value={value.firstDay ?? ''}
              today={today}
              min={today}
              error={faultOf('firstDay')}
              onChange={(date) => onChange({ firstDay: date || null })}
            />
            <DateField
              label={t('people.form.lastDay')}
              value={value.lastDay ?? ''}
              today={today}
              min={value.firstDay ?? today}
              error={faultOf('lastDay')}
              onChange={(date) => onChange({ lastDay: date || null })}
            />
          </Beside>
        </Suspense>
      )}
    </>
  )
}
