import { Checkbox } from '@mantine/core'
import { useMemo, useState } from 'react'
import { type Member, type Organisation, useDepartments, useInvited, useMembers } from '../../api/people.ts'
import type { Side } from '../../api/types.ts'
import { useWords } from '../../i18n/use-words.ts'
import { Button } from '../button.tsx'
import { Card } from '../card.tsx'
import { type Column, DataTable } from '../data-table/data-table.tsx'
import { Icon } from '../icon.tsx'
import { useSignedIn } from '../me-context.ts'
import { Pill } from '../pill.tsx'
import { Empty, Failure, Loading } from '../states.tsx'
import { When } from '../times.tsx'
import { DepartmentsCard } from './departments-card.tsx'
import { InviteDialog } from './invite-dialog.tsx'
import { InvitedCard } from './invited-card.tsx'
import { MemberSheet } from './member-sheet.tsx'
import css from './people.module.css'
import { PeopleFileDialog } from './people-file.tsx'
import { RoleLines, useRoleName } from './role-text.tsx'

/** What of the page stands in the address. */
export type PeopleView = {
  find?: string | undefined
  sort?: string | undefined
  cols?: string | undefined
  /** `all`: those who have left too. */
  show?: string | undefined
  /** The person who lies open. */
  on?: string | undefined
  /** What is being done: `invite`, `file`, or `leave` with the open person. */
  do?: string | undefined
}

const STATE_TONES = { active: 'ok', upcoming: 'in', ended: 'quiet' } as const

function useColumns(side: Side, onOpen: (member: Member) => void): Column<Member>[] {
  const { t, when } = useWords()
  const { today } = useSignedIn()
  const roleName = useRoleName(side)
  return useMemo(
    () => [
      {
        id: 'name',
        head: t('people.name'),
        fixed: true,
        phone: 'bare',
        order: (m) => m.name,
        text: (m) => `${m.name} ${m.email}`,
        cell: (m) => (
          <div className={css.who}>
            <button type="button" className={css.open} onClick={() => onOpen(m)}>
              {m.name}
            </button>
            <small>{m.email}</small>
          </div>
        ),
      },
      {
        id: 'roles',
        head: t('people.roles'),
        phone: 'bare',
        order: (m) => m.roles.map((r) => roleName(r.role)).join(),
        text: (m) => m.roles.map((r) => [roleName(r.role), r.department?.name].filter(Boolean).join(' ')).join(' / '),
        cell: (m) => {
          const current = m.roles.filter((r) => r.state !== 'over')
          return <RoleLines side={side} roles={current.length > 0 ? current : m.roles.slice(-1)} today={today} />
        },
      },
      {
        id: 'signedIn',
        head: t('people.lastSignIn'),
        order: (m) => m.lastSignIn,
        text: (m) => (m.lastSignIn ? when(m.lastSignIn) : ''),
        cell: (m) => (m.lastSignIn ? <When at={m.lastSignIn} /> : <span className="quiet">{t('people.never')}</span>),
      },
      {
        id: 'state',
        head: t('accounts.state'),
        phone: 'corner',
        order: (m) => m.state,
        text: (m) => t(`people.state.${m.state}`),
        cell: (m) => <Pill tone={STATE_TONES[m.state]}>{t(`people.state.${m.state}`)}</Pill>,
      },
    ],
    [t, when, today, side, roleName, onOpen],
  )
}

type Props = {
  of: Organisation
  side: Side
  canWrite: boolean
  view: PeopleView
  onView: (part: PeopleView) => void
  partnerName?: string
  /** Where the heading of the page is: the actions go beside it. */
  head: (actions: React.ReactNode) => React.ReactNode
}

/** The people of one organisation: who is there, who was asked in, the departments, and everything that can be done. */
export function PeoplePanel({ of, side, canWrite, view, onView, partnerName, head }: Props) {
  const { t } = useWords()
  const members = useMembers(of)
  const invited = useInvited(of)
  const departments = useDepartments(of.account, side === 'customer')
  const [said, setSaid] = useState<string | null>(null)
  const [open] = useState(() => (m: Member) => onView({ on: m.userId }))
  const columns = useColumns(side, open)
  const all = members.data ?? []
  const rows = useMemo(
    () => (members.data ?? []).filter((m) => view.show === 'all' || m.state !== 'ended'),
    [members.data, view.show],
  )
  const counts = useMemo(() => {
    const found = new Map<string, Set<string>>()
    for (const m of members.data ?? [])
      for (const r of m.roles)
        if (r.department && r.state !== 'over')
          found.set(r.department.id, (found.get(r.department.id) ?? new Set()).add(m.userId))
    return new Map([...found].map(([id, people]) => [id, people.size]))
  }, [members.data])
  const opened = all.find((m) => m.userId === view.on)
  const close = () => onView({ on: undefined, do: undefined })
  const known = departments.data ?? []
  const invite = (
    <Button look="main" onClick={() => onView({ do: 'invite' })}>
      <Icon name="plus" size={14} />
      {t('people.invite')}
    </Button>
  )
  return (
    <>
      {head(
        canWrite ? (
          <>
            <Button onClick={() => onView({ do: 'file' })}>{t('people.file')}</Button>
            {invite}
          </>
        ) : null,
      )}
      {said ? (
        <p role="status" className={css.said}>
          <Icon name="yes" size={14} />
          {said}
        </p>
      ) : null}
      <div className={css.page}>
        <Card flush>
          {members.data ? (
            <DataTable
              name={t('people.roles')}
              columns={columns}
              rows={rows}
              keyOf={(m) => m.userId}
              onOpen={open}
              view={view}
              onView={(next) => onView({ find: next.find, sort: next.sort, cols: next.cols })}
              findLabel={t('people.find')}
              quietRow={(m) => m.state === 'ended'}
              tools={
                all.some((m) => m.state === 'ended') ? (
                  <Checkbox
                    size="xs"
                    className={css.check}
                    label={t('people.showOver')}
                    checked={view.show === 'all'}
                    onChange={(e) => onView({ show: e.currentTarget.checked ? 'all' : undefined })}
                  />
                ) : null
              }
              empty={
                <Empty title={t('people.none')} action={canWrite ? invite : undefined}>
                  {t('people.noneText')}
                </Empty>
              }
            />
          ) : members.error ? (
            <Failure error={members.error} retry={() => void members.refetch()} />
          ) : (
            <Loading lines={6} />
          )}
        </Card>
        <InvitedCard of={of} side={side} invited={invited.data ?? []} canWrite={canWrite} onSaid={setSaid} />
        {side === 'customer' && departments.data ? (
          <DepartmentsCard account={of.account} departments={known} counts={counts} canWrite={canWrite} />
        ) : null}
      </div>
      {opened ? (
        <MemberSheet
          key={opened.userId}
          of={of}
          side={side}
          member={opened}
          members={all}
          departments={known}
          canWrite={canWrite}
          leaving={view.do === 'leave' && canWrite}
          onLeave={(leaving) => onView({ do: leaving ? 'leave' : undefined })}
          onClose={close}
        />
      ) : null}
      {canWrite && view.do === 'invite' ? (
        <InviteDialog
          of={of}
          side={side}
          departments={known}
          partnerName={partnerName}
          onClose={close}
          onDone={(count) => {
            setSaid(t('people.form.sent', { count }))
            close()
          }}
        />
      ) : null}
      {canWrite && view.do === 'file' ? (
        <PeopleFileDialog
          of={of}
          side={side}
          onClose={close}
          onDone={() => {
            setSaid(t('people.csv.done'))
            close()
          }}
        />
      ) : null}
    </>
  )
}
