import { PasswordInput, TextInput } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { signOut } from '../../api/commands.ts'
import { useBecome } from '../../api/queries.ts'
import {
  acceptInvitation,
  type Entered,
  type Invitation,
  joinByInvitation,
  lookAtInvitation,
  signIn,
} from '../../api/sign-in.ts'
import type { Me } from '../../api/types.ts'
import { useWords } from '../../i18n/use-words.ts'
import { Button, buttonClass } from '../button.tsx'
import css from '../sign-in.module.css'
import { Loading } from '../states.tsx'
import { faultAt, faultBeside } from './faults.ts'
import { SheetStep } from './sheet.tsx'

type Props = { me: Me | null; onJoined: (entered: Entered) => void; wayIn: (email: string) => ReactNode }

/** Somebody new: a name and a password, and then in. */
function Joining({ token, invitation, onJoined }: { token: string; invitation: Invitation } & Pick<Props, 'onJoined'>) {
  const { t, language } = useWords()
  const [name, setName] = useState(invitation.name ?? '')
  const [password, setPassword] = useState('')
  const joining = useMutation({
    mutationFn: async () => {
      const { email } = await acceptInvitation(token, name, password, language)
      return signIn(email, password)
    },
    onSuccess: onJoined,
  })
  return (
    <SheetStep
      title={t('signIn.invite.title', { organisation: invitation.organisation })}
      lead={t('signIn.invite.lead', { email: invitation.email })}
      fault={faultBeside(joining.error, 'name', 'password')}
      onSubmit={() => joining.mutate()}
    >
      <TextInput
        label={t('signIn.invite.name')}
        name="name"
        autoComplete="name"
        required
        withAsterisk={false}
        value={name}
        onChange={(e) => setName(e.currentTarget.value)}
        error={faultAt(joining.error, 'name')}
      />
      <input type="hidden" name="email" autoComplete="username" value={invitation.email} />
      <PasswordInput
        label={t('signIn.password')}
        description={t('signIn.reset.rule')}
        name="password"
        autoComplete="new-password"
        required
        withAsterisk={false}
        value={password}
        onChange={(e) => setPassword(e.currentTarget.value)}
        error={faultAt(joining.error, 'password')}
        visibilityToggleButtonProps={{ 'aria-label': t('signIn.showPassword') }}
      />
      <Button type="submit" look="main" size="large" wide busy={joining.isPending}>
        {t('signIn.invite.accept')}
      </Button>
    </SheetStep>
  )
}

/** Somebody who is signed in already: one more organisation. */
function Adding({ token, invitation, me }: { token: string; invitation: Invitation; me: Me }) {
  const { t } = useWords()
  const become = useBecome()
  const joining = useMutation({ mutationFn: () => joinByInvitation(token) })
  const title = t('signIn.invite.title', { organisation: invitation.organisation })
  if (joining.isSuccess) {
    return (
      <SheetStep title={title}>
        <p role="status" className={css.said}>
          {t('signIn.invite.joined')}
        </p>
        <a className={buttonClass({ look: 'main', size: 'large', wide: true })} href="/">
          {t('signIn.invite.go')}
        </a>
      </SheetStep>
    )
  }
  if (me.user.email !== invitation.email) {
    const leave = async () => {
      await signOut().catch(() => {})
      become(null)
    }
    return (
      <SheetStep title={title} lead={t('signIn.invite.another', { email: invitation.email })}>
        <Button size="large" wide onClick={() => void leave()}>
          {t('signIn.invite.signOut')}
        </Button>
      </SheetStep>
    )
  }
  return (
    <SheetStep
      title={title}
      lead={t('signIn.invite.joinAs', { name: me.user.name, email: me.user.email })}
      fault={faultBeside(joining.error)}
    >
      <Button look="main" size="large" wide busy={joining.isPending} onClick={() => joining.mutate()}>
        {t('signIn.invite.accept')}
      </Button>
    </SheetStep>
  )
}

/** An invitation, opened by its link: nothing happens until somebody says so. */
export function InvitePage({ me, onJoined, wayIn }: Props) {
  const { t } = useWords()
  const token = location.hash.slice(1)
  const [signing, setSigning] = useState(false)
  const link = useQuery({
    queryKey: ['invitation', token],
    queryFn: () => lookAtInvitation(token),
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
  })
  if (link.error) {
    return (
      <SheetStep title={t('signIn.link.failed')} fault={faultBeside(link.error)}>
        <a className={buttonClass({ size: 'large', wide: true })} href="/sign-in">
          {t('signIn.reset.toSignIn')}
        </a>
      </SheetStep>
    )
  }
  if (!link.data) return <Loading />
  if (me) return <Adding token={token} invitation={link.data} me={me} />
  if (!link.data.known) return <Joining token={token} invitation={link.data} onJoined={onJoined} />
  if (signing) return wayIn(link.data.email)
  return (
    <SheetStep
      title={t('signIn.invite.title', { organisation: link.data.organisation })}
      lead={t('signIn.invite.knownLead', { email: link.data.email })}
    >
      <Button look="main" size="large" wide onClick={() => setSigning(true)}>
        {t('signIn.invite.toSignIn')}
      </Button>
    </SheetStep>
  )
}
