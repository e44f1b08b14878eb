import { PasswordInput, TextInput } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { askForReset, lookAtReset, resetPassword } from '../../api/sign-in.ts'
import { useWords } from '../../i18n/use-words.ts'
import { Button, buttonClass } from '../button.tsx'
import css from '../sign-in.module.css'
import { Loading } from '../states.tsx'
import { faultAt, faultBeside } from './faults.ts'
import { SheetStep } from './sheet.tsx'

const ToSignIn = ({ main = false }: { main?: boolean }) => {
  const { t } = useWords()
  return (
    <a className={main ? buttonClass({ look: 'main', size: 'large', wide: true }) : css.quiet} href="/sign-in">
      {t('signIn.reset.toSignIn')}
    </a>
  )
}

function Asking() {
  const { t } = useWords()
  const [email, setEmail] = useState('')
  const asking = useMutation({ mutationFn: () => askForReset(email) })
  if (asking.isSuccess) {
    return (
      <SheetStep title={t('signIn.reset.title')}>
        <p role="status" className={css.said}>
          {t('signIn.reset.sent')}
        </p>
        <ToSignIn />
      </SheetStep>
    )
  }
  return (
    <SheetStep
      title={t('signIn.reset.title')}
      lead={t('signIn.reset.lead')}
      fault={faultBeside(asking.error, 'email')}
      onSubmit={() => asking.mutate()}
    >
      <TextInput
        label={t('signIn.email')}
        type="email"
        name="email"
        autoComplete="username"
        inputMode="email"
        required
        withAsterisk={false}
        value={email}
        onChange={(e) => setEmail(e.currentTarget.value)}
        error={faultAt(asking.error, 'email')}
      />
      <Button type="submit" look="main" size="large" wide busy={asking.isPending}>
        {t('signIn.reset.send')}
      </Button>
      <ToSignIn />
    </SheetStep>
  )
}

function Choosing({ token }: { token: string }) {
  const { t } = useWords()
  const [password, setPassword] = useState('')
  const link = useQuery({ queryKey: ['reset', token], queryFn: () => lookAtReset(token), retry: false })
  const setting = useMutation({ mutationFn: () => resetPassword(token, password) })
  const title = t('signIn.reset.title')
  if (setting.isSuccess) {
    return (
      <SheetStep title={title}>
        <p role="status" className={css.said}>
          {t('signIn.reset.done')}
        </p>
        <ToSignIn main />
      </SheetStep>
    )
  }
  if (link.error) {
    return (
      <SheetStep title={title} fault={faultBeside(link.error)}>
        <a className={buttonClass({ size: 'large', wide: true })} href="/reset">
          {t('signIn.reset.send')}
        </a>
        <ToSignIn />
      </SheetStep>
    )
  }
  if (!link.data) return <Loading />
  return (
    <SheetStep
      title={title}
      lead={t('signIn.reset.chooseLead', { email: link.data.email })}
      fault={faultBeside(setting.error, 'password')}
      onSubmit={() => setting.mutate()}
    >
      <input type="hidden" name="email" autoComplete="username" value={link.data.email} />
      <PasswordInput
        label={t('signIn.reset.chosen')}
        description={t('signIn.reset.rule')}
        name="password"
        autoComplete="new-password"
        required
        withAsterisk={false}
        value={password}
        onChange={(e) => setPassword(e.currentTarget.value)}
        error={faultAt(setting.error, 'password')}
        visibilityToggleButtonProps={{ 'aria-label': t('signIn.showPassword') }}
      />
      <Button type="submit" look="main" size="large" wide busy={setting.isPending}>
        {t('signIn.reset.set')}
      </Button>
    </SheetStep>
  )
}

/** Without a token: ask for a link. With one, behind the `#`: choose a password. */
export function ResetPage() {
  const token = location.hash.slice(1)
  return token === '' ? <Asking /> : <Choosing token={token} />
}
