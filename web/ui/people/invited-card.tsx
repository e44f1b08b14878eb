import { useMutation } from '@tanstack/react-query'
import {
  type Invited,
  type Organisation,
  resendInvitation,
  useRefreshPeople,
  withdrawInvitation,
} from '../../api/people.ts'
import type { Side } from '../../api/types.ts'
import { useWords } from '../../i18n/use-words.ts'
import { TextButton } from '../button.tsx'
import { Card } from '../card.tsx'
import { useSignedIn } from '../me-context.ts'
import { Pill } from '../pill.tsx'
import css from './people.module.css'
import { RoleLines } from './role-text.tsx'
import { faultsOf } from './use-faults.ts'

type Props = {
  of: Organisation
  side: Side
  invited: readonly Invited[]
  canWrite: boolean
  onSaid: (said: string) => void
}

function Row({ of, side, one, canWrite, onSaid }: Omit<Props, 'invited'> & { one: Invited }) {
  const { t, day } = useWords()
  const { today } = useSignedIn()
  const refresh = useRefreshPeople()
  const acting = useMutation({
    mutationFn: (what: 'resend' | 'withdraw') =>
      what === 'resend' ? resendInvitation(of, one.id) : withdrawInvitation(of, one.id),
    onSuccess: async (_, what) => {
      await refresh()
      if (what === 'resend') onSaid(t('people.invited.resent'))
    },
  })
  const fault = faultsOf(acting.error, () => false).whole
  const date = day(one.expiresAt.slice(0, 10), {
    weekday: false,
    year: one.expiresAt.slice(0, 4) !== today.slice(0, 4),
  })
  return (
    <li>
      <div className={css.who}>
        <b>{one.name ?? one.email}</b>
        {one.name ? <small>{one.email}</small> : null}
        {fault ? <small className={css.trouble}>{fault}</small> : null}
      </div>
      <RoleLines side={side} roles={one.roles} today={today} />
      <div className={css.opens}>
        <Pill tone={one.expired ? 'warn' : 'in'}>
          {t(one.expired ? 'people.state.expired' : 'people.state.invited')}
        </Pill>
        <small>{t(one.expired ? 'people.invited.expired' : 'people.invited.opens', { date })}</small>
      </div>
      {canWrite ? (
        <div className={css.links}>
          <TextButton className="small" disabled={acting.isPending} onClick={() => acting.mutate('resend')}>
            {t('people.invited.resend')}
          </TextButton>
          <TextButton className="small" disabled={acting.isPending} onClick={() => acting.mutate('withdraw')}>
            {t('people.invited.withdraw')}
          </TextButton>
        </div>
      ) : null}
    </li>
  )
}

/** Who was asked in and has not come yet. */
export function InvitedCard({ invited, ...rest }: Props) {
  const { t } = useWords()
  if (invited.length === 0) return null
  return (
    <Card title={`${t('people.invited.title')} (${invited.length})`} flush>
      <ul className={css.invited}>
        {invited.map((one) => (
          <Row key={one.id} one={one} {...rest} />
        ))}
      </ul>
    </Card>
  )
}
