import { Select, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import {
  type Department,
  type GivenRole,
  invitePeople,
  type Organisation,
  useMembers,
  useRefreshPeople,
} from '../../api/people.ts'
import { useStaff } from '../../api/queries.ts'
import type { Side, Staff } from '../../api/types.ts'
import { useWords } from '../../i18n/use-words.ts'
import { useKey } from '../ask/use-key.ts'
import { Button, TextButton } from '../button.tsx'
import { Beside } from '../form/rows.tsx'
import { Icon } from '../icon.tsx'
import { useMay } from '../me-context.ts'
import { Dialog } from './dialog.tsx'
import css from './people.module.css'
import { emptyRole, isWhole, RoleFields } from './role-fields.tsx'
import { faultsOf } from './use-faults.ts'

type Draft = { key: number; email: string; name: string; staffId: string | null; role: GivenRole }

const isAddress = (text: string) => /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text.trim())
const draftOf = (key: number, side: Side): Draft => ({ key, email: '', name: '', staffId: null, role: emptyRole(side) })

/** People of the staff whom nobody signs in as yet: of the vendor, or of the partner. */
function useFreeStaff(of: Organisation, side: Side, partnerName: string | undefined): Staff[] {
  const may = useMay('staff.read')
  const staff = useStaff(may && side !== 'customer')
  const members = useMembers(of)
  const taken = new Set((members.data ?? []).map((m) => m.staffId))
  return (staff.data ?? []).filter((s) => s.partner === (partnerName ?? null) && !taken.has(s.id))
}

type Props = {
  of: Organisation
  side: Side
  departments: readonly Department[]
  partnerName?: string | undefined
  onClose: () => void
  onDone: (count: number) => void
}

function Row({
  draft,
  index,
  onChange,
  onRemove,
  faultAt,
  free,
  ...rest
}: Pick<Props, 'side' | 'departments'> & {
  draft: Draft
  index: number
  onChange: (part: Partial<Draft>) => void
  onRemove: (() => void) | undefined
  faultAt: (field: string) => string | undefined
  free: readonly Staff[]
}) {
  const { t } = useWords()
  const at = `people[${index}].`
  return (
    <fieldset className={css.invitee}>
      <legend className="hidden-text">{`${t('people.inviteTitle')} ${index + 1}`}</legend>
      <Beside>
        <TextInput
          label={t('people.email')}
          type="email"
          autoComplete="off"
          value={draft.email}
          error={faultAt(`${at}email`)}
          data-autofocus={index === 0 || undefined}
          onChange={(e) => onChange({ email: e.currentTarget.value })}
        />
        <TextInput
          label={t('people.name')}
          autoComplete="off"
          value={draft.name}
          error={faultAt(`${at}name`)}
          onChange={(e) => onChange({ name: e.currentTarget.value })}
        />
      </Beside>
      <Beside>
        <RoleFields
          {...rest}
          brief
          value={draft.role}
          onChange={(part) => onChange({ role: { ...draft.role, ...part } })}
          faultOf={(field) => faultAt(`${at}roles[0].${field}`)}
        />
      </Beside>
      {free.length > 0 ? (
        <Select
          label={t('people.form.staff')}
          value={draft.staffId ?? ''}
          searchable={free.length > 8}
          error={faultAt(`${at}staffId`)}
          data={[{ value: '', label: t('people.form.staffNew') }, ...free.map((s) => ({ value: s.id, label: s.name }))]}
          onChange={(id) => onChange({ staffId: id || null })}
        />
      ) : null}
      {onRemove ? (
        <TextButton className="small" onClick={onRemove}>
          {t('people.form.removeRow')}
        </TextButton>
      ) : null}
    </fieldset>
  )
}

/** Asks one person or several in; each gets a mail with a link. */
export function InviteDialog({ of, side, departments, partnerName, onClose, onDone }: Props) {
  const { t } = useWords()
  const [drafts, setDrafts] = useState<Draft[]>(() => [draftOf(0, side)])
  const free = useFreeStaff(of, side, partnerName)
  const refresh = useRefreshPeople()
  const key = useKey()
  const sending = useMutation({
    mutationFn: () => {
      const people = drafts.map((d) => ({
        email: d.email.trim(),
        name: d.name.trim() || null,
        ...(d.staffId ? { staffId: d.staffId } : {}),
        roles: [d.role],
      }))
      return invitePeople(of, people, key.of(JSON.stringify(people)))
    },
    onSuccess: async () => {
      await refresh()
      onDone(drafts.length)
    },
  })
  const faults = faultsOf(sending.error, (field) => /^people\[\d+\]\.(email|name|staffId|roles\[0\]\.)/.test(field))
  const whole = drafts.every((d) => isAddress(d.email) && isWhole(d.role))
  const change = (key: number, part: Partial<Draft>) =>
    setDrafts((now) => now.map((d) => (d.key === key ? { ...d, ...part } : d)))
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (whole) sending.mutate()
  }
  return (
    <Dialog title={t('people.inviteTitle')} size={620} onClose={onClose}>
      <form onSubmit={submit} noValidate className={css.form}>
        {faults.whole ? (
          <p role="alert" className={css.alert}>
            {faults.whole}
          </p>
        ) : null}
        {drafts.map((draft, index) => (
          <Row
            key={draft.key}
            draft={draft}
            index={index}
            side={side}
            departments={departments}
            free={free}
            faultAt={faults.at}
            onChange={(part) => change(draft.key, part)}
            onRemove={drafts.length > 1 ? () => setDrafts((now) => now.filter((d) => d.key !== draft.key)) : undefined}
          />
        ))}
        <TextButton
          className={css.another ?? ''}
          onClick={() => setDrafts((now) => [...now, draftOf((now.at(-1)?.key ?? 0) + 1, side)])}
        >
          <Icon name="plus" size={13} /> {t('people.form.another')}
        </TextButton>
        <p className="quiet small">{t('people.form.note')}</p>
        <div className={css.foot}>
          <Button onClick={onClose}>{t('act.cancel')}</Button>
          <Button type="submit" look="main" busy={sending.isPending} disabled={!whole}>
            {t('people.form.send', { count: drafts.length })}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
