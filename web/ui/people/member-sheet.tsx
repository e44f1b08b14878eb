import { Drawer } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { type FormEvent, lazy, Suspense, useState } from 'react'
import {
  type Department,
  endRole,
  type GivenRole,
  giveRole,
  type Member,
  type Organisation,
  type ShownRole,
  setLastDay,
  useRefreshPeople,
} from '../../api/people.ts'
import type { Side } from '../../api/types.ts'
import { useWords } from '../../i18n/use-words.ts'
import { useKey } from '../ask/use-key.ts'
import { Button, TextButton } from '../button.tsx'
import { Rows } from '../form/rows.tsx'
import { Icon } from '../icon.tsx'
import { useSignedIn } from '../me-context.ts'
import { Pill } from '../pill.tsx'
import { Loading } from '../states.tsx'
import { When } from '../times.tsx'
import { HandOverForm } from './hand-over-form.tsx'
import css from './people.module.css'
import { emptyRole, isWhole, RoleFields } from './role-fields.tsx'
import { usePeriodText, useRoleName } from './role-text.tsx'
import { faultsOf } from './use-faults.ts'

const DateField = lazy(() => import('../form/date-field.tsx'))

export const ROLE_TONES = { held: 'ok', upcoming: 'in', over: 'quiet' } as const

type RoleProps = { of: Organisation; side: Side; role: ShownRole; canWrite: boolean }

/** Until when a role is held, or its end now. */
function RoleChange({ of, role, onClose }: { of: Organisation; role: ShownRole; onClose: () => void }) {
  const { t } = useWords()
  const { today } = useSignedIn()
  const [lastDay, setDay] = useState(role.lastDay ?? '')
  const [sure, setSure] = useState(false)
  const refresh = useRefreshPeople()
  const done = async () => {
    await refresh()
    onClose()
  }
  const setting = useMutation({
    mutationFn: (day: string | null) => setLastDay(of, role.id, day),
    onSuccess: done,
  })
  const ending = useMutation({ mutationFn: () => endRole(of, role.id), onSuccess: done })
  const faults = faultsOf(setting.error ?? ending.error, (field) => field === 'lastDay')
  return (
    <div className={css.change}>
      {faults.whole ? (
        <p role="alert" className={css.alert}>
          {faults.whole}
        </p>
      ) : null}
      <Suspense fallback={<Loading lines={2} />}>
        <DateField
          label={t('people.sheet.until')}
          value={lastDay}
          today={today}
          min={role.firstDay > today ? role.firstDay : today}
          error={faults.at('lastDay')}
          onChange={setDay}
        />
      </Suspense>
      <div className={css.acts}>
        <Button
          size="small"
          look="main"
          busy={setting.isPending}
          disabled={lastDay === (role.lastDay ?? '')}
          onClick={() => setting.mutate(lastDay || null)}
        >
          {t(lastDay === '' && role.lastDay !== null ? 'people.sheet.noUntil' : 'people.sheet.setUntil')}
        </Button>
        <Button
          size="small"
          look="danger"
          busy={ending.isPending}
          onClick={() => (sure ? ending.mutate() : setSure(true))}
        >
          {t(sure ? 'people.sheet.endSure' : 'people.sheet.end')}
        </Button>
        <Button size="small" look="bare" onClick={onClose}>
          {t('act.cancel')}
        </Button>
      </div>
    </div>
  )
}

function RoleRow({ of, side, role, canWrite }: RoleProps) {
  const { t, day } = useWords()
  const { today } = useSignedIn()
  const [open, setOpen] = useState(false)
  const roleName = useRoleName(side)
  const periodText = usePeriodText(today)
  const style = { weekday: false, year: role.firstDay.slice(0, 4) !== today.slice(0, 4) }
  return (
    <li data-over={role.state === 'over' ? '' : undefined}>
      <div className={css.roleLine}>
        <div>
          <b>{roleName(role.role)}</b>
          {role.department ? <span className="quiet"> {role.department.name}</span> : null}
          <small>{periodText(role) ?? t('people.from', { date: day(role.firstDay, style) })}</small>
        </div>
        <Pill tone={ROLE_TONES[role.state]}>{t(`people.roleState.${role.state}`)}</Pill>
        {canWrite && role.state !== 'over' ? (
          <TextButton
            className="small"
            aria-expanded={open}
            aria-label={`${t('people.sheet.change')}: ${roleName(role.role)}`}
            onClick={() => setOpen(!open)}
          >
            {t('people.sheet.change')}
          </TextButton>
        ) : null}
      </div>
      {open ? <RoleChange of={of} role={role} onClose={() => setOpen(false)} /> : null}
    </li>
  )
}

function AddRole({
  of,
  side,
  member,
  departments,
  onClose,
}: Omit<RoleProps, 'role' | 'canWrite'> & { member: Member; departments: readonly Department[]; onClose: () => void }) {
  const { t } = useWords()
  const [role, setRole] = useState<GivenRole>(() => ({ ...emptyRole(side), role: '' }))
  const refresh = useRefreshPeople()
  const key = useKey()
  const giving = useMutation({
    mutationFn: () => giveRole(of, member.userId, role, key.of(JSON.stringify(role))),
    onSuccess: async () => {
      await refresh()
      onClose()
    },
  })
  const faults = faultsOf(giving.error, (field) => ['role', 'departmentId', 'firstDay', 'lastDay'].includes(field))
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (isWhole(role)) giving.mutate()
  }
  return (
    <form onSubmit={submit} noValidate className={css.change}>
      {faults.whole ? (
        <p role="alert" className={css.alert}>
          {faults.whole}
        </p>
      ) : null}
      <Rows>
        <RoleFields
          side={side}
          departments={departments}
          value={role}
          onChange={(part) => setRole((now) => ({ ...now, ...part }))}
          faultOf={faults.at}
        />
      </Rows>
      <div className={css.acts}>
        <Button size="small" type="submit" look="main" busy={giving.isPending} disabled={!isWhole(role)}>
          {t('people.sheet.addDo')}
        </Button>
        <Button size="small" look="bare" onClick={onClose}>
          {t('act.cancel')}
        </Button>
      </div>
    </form>
  )
}

type Props = {
  of: Organisation
  side: Side
  member: Member
  members: readonly Member[]
  departments: readonly Department[]
  canWrite: boolean
  leaving: boolean
  onLeave: (leaving: boolean) => void
  onClose: () => void
}

function Contents({
  of,
  side,
  member,
  departments,
  canWrite,
  onLeave,
}: Omit<Props, 'members' | 'leaving' | 'onClose'>) {
  const { t } = useWords()
  const [adding, setAdding] = useState(false)
  return (
    <>
      <p className={css.address}>{member.email}</p>
      <p className="quiet small">
        {t('people.lastSignIn')}: {member.lastSignIn ? <When at={member.lastSignIn} /> : t('people.never')}
      </p>
      <section aria-label={t('people.sheet.roles')} className={css.part}>
        <h3>{t('people.sheet.roles')}</h3>
        <ul className={css.held}>
          {member.roles.map((role) => (
            <RoleRow key={role.id} of={of} side={side} role={role} canWrite={canWrite} />
          ))}
        </ul>
        {canWrite && !adding ? (
          <TextButton className="small" onClick={() => setAdding(true)}>
            <Icon name="plus" size={12} /> {t('people.sheet.add')}
          </TextButton>
        ) : null}
        {adding ? (
          <AddRole of={of} side={side} member={member} departments={departments} onClose={() => setAdding(false)} />
        ) : null}
      </section>
      {canWrite && member.state !== 'ended' ? (
        <section className={css.part}>
          <Button look="danger" onClick={() => onLeave(true)}>
            {t('people.sheet.leave')}
          </Button>
          <p className="quiet small">
            {t(side === 'customer' ? 'people.sheet.leaveNoteCustomer' : 'people.sheet.leaveNote')}
          </p>
        </section>
      ) : null}
    </>
  )
}

/** Everything about one person of the organisation; or, when somebody leaves, what goes to whom. */
export function MemberSheet(props: Props) {
  const { member, leaving, onLeave, onClose } = props
  const { t } = useWords()
  const label = leaving ? t('people.handOver.title', { name: member.name }) : member.name
  return (
    <Drawer.Root opened onClose={onClose} position="right" size={`min(${leaving ? 640 : 460}px, 100%)`}>
      <Drawer.Overlay />
      <Drawer.Content aria-label={label}>
        <Drawer.Body className={css.sheet}>
          <div className={css.sheetHead}>
            <h2>{label}</h2>
            <button type="button" aria-label={t('act.close')} onClick={onClose}>
              <Icon name="close" />
            </button>
          </div>
          <div className={css.sheetBody}>
            {leaving ? (
              <HandOverForm
                of={props.of}
                side={props.side}
                member={member}
                members={props.members}
                onBack={() => onLeave(false)}
                onDone={onClose}
              />
            ) : (
              <Contents {...props} />
            )}
          </div>
        </Drawer.Body>
      </Drawer.Content>
    </Drawer.Root>
  )
}
