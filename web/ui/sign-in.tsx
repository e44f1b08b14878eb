import { PasswordInput, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { ApiProblem } from '../api/client.ts'
import { signIn } from '../api/commands.ts'
import { useBecome, useDemoSignIns } from '../api/queries.ts'
import type { DemoSignIn } from '../api/types.ts'
import { useWords } from '../i18n/use-words.ts'
import type { Entry } from '../i18n/words.ts'
import { Brand } from './brand.tsx'
import { Button } from './button.tsx'
import { inLanguage } from './me-context.ts'
import css from './sign-in.module.css'
import { LanguageSwitch, ThemeSwitch } from './switches.tsx'
import { useTitle } from './use-title.ts'

function Demo({ onPick, busy }: { onPick: (who: DemoSignIn) => void; busy: boolean }) {
  const { t, language } = useWords()
  const demo = useDemoSignIns()
  if (!demo.data?.length) return null
  return (
    <section className={css.demo} aria-labelledby="demo-title">
      <h2 id="demo-title">{t('signIn.demo')}</h2>
      <ul>
        {demo.data.map((who) => (
          <li key={who.email}>
            <button type="button" disabled={busy} onClick={() => onPick(who)}>
              <b>{who.label ? inLanguage(who.label, language) : (who.name ?? who.email)}</b>
              <span>{who.label ? who.name : who.side ? t(`side.${who.side}`) : ''}</span>
              <code>{who.email}</code>
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}

export default function SignIn({ entry }: { entry: Entry }) {
  const { t } = useWords()
  const become = useBecome()
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  useTitle(t('signIn.title'))
  const entering = useMutation({
    mutationFn: (who: { email: string; password: string }) => signIn(who.email, who.password),
    onSuccess: become,
  })
  const problem = entering.error instanceof ApiProblem ? entering.error : null
  const faultOf = (field: string) =>
    problem?.errors.find((e) => e.field === field)?.detail ?? (problem?.field === field ? problem.detail : undefined)
  const unnamed = entering.error && !faultOf('email') && !faultOf('password')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    entering.mutate({ email, password })
  }
  return (
    <main className={css.page}>
      <div className={css.sheet}>
        <header className={css.head}>
          <Brand name={t('app.name')} size={30} />
          {location.pathname.startsWith(`/${entry}`) ? <span>{t(`signIn.for.${entry}`)}</span> : null}
        </header>
        <form className={css.form} onSubmit={submit} noValidate>
          <h1>{t('signIn.title')}</h1>
          {unnamed ? (
            <p role="alert" className={css.alert}>
              {problem?.detail ?? t('error.bug')}
            </p>
          ) : null}
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
            error={faultOf('email')}
          />
          <PasswordInput
            label={t('signIn.password')}
            name="password"
            autoComplete="current-password"
            required
            withAsterisk={false}
            value={password}
            onChange={(e) => setPassword(e.currentTarget.value)}
            error={faultOf('password')}
            visibilityToggleButtonProps={{ 'aria-label': t('signIn.showPassword') }}
          />
          <Button type="submit" look="main" size="large" wide busy={entering.isPending}>
            {t('signIn.enter')}
          </Button>
        </form>
        <Demo
          busy={entering.isPending}
          onPick={(who) => {
            setEmail(who.email)
            setPassword(who.password)
            entering.mutate(who)
          }}
        />
        <footer className={css.foot}>
          <LanguageSwitch />
          <ThemeSwitch />
        </footer>
      </div>
    </main>
  )
}
