import { PasswordInput, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useDemoSignIns } from '../../api/queries.ts'
import { type Entered, enterByPasskey, type Provider, passkeysWork, signIn, waysOf } from '../../api/sign-in.ts'
import type { DemoSignIn } from '../../api/types.ts'
import { useWords } from '../../i18n/use-words.ts'
import { Button, buttonClass } from '../button.tsx'
import { inLanguage } from '../me-context.ts'
import css from '../sign-in.module.css'
import { faultAt, faultBeside, passkeyFault } from './faults.ts'
import { SheetStep } from './sheet.tsx'

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

const isAddress = (text: string) => /^[^\s@]+@[^\s@]+\.[^\s@]{2,}$/.test(text)

/** The organisation's own sign-in, where the domain of the address has one. */
function useProviders(email: string): Provider[] {
  const [calm] = useDebouncedValue(email.trim(), 350)
  const asked = useQuery({
    queryKey: ['ways', calm.split('@')[1]?.toLowerCase()],
    queryFn: () => waysOf(calm),
    enabled: isAddress(calm),
    staleTime: 60_000,
    retry: false,
  })
  return isAddress(calm) ? (asked.data?.providers ?? []) : []
}

/** Back to the page that was opened; on a page for signing in, to the person's own. */
function providerAddress({ id }: Provider): string {
  const here = /^\/(console|portal)\//.test(location.pathname) ? location.pathname + location.search : '/'
  return `/api/auth/providers/${id}?to=${encodeURIComponent(here)}`
}

type Props = { said: string | null; email?: string; onEntered: (entered: Entered) => void }

/** E-mail address and password, a passkey, or the organisation's provider. */
export function WayIn({ said, email: given = '', onEntered }: Props) {
  const { t } = useWords()
  const [email, setEmail] = useState(given)
  const [password, setPassword] = useState('')
  const providers = useProviders(email)
  const entering = useMutation({
    mutationFn: (who: { email: string; password: string }) => signIn(who.email, who.password),
    onSuccess: onEntered,
  })
  const byPasskey = useMutation({ mutationFn: enterByPasskey, onSuccess: onEntered })
  const busy = entering.isPending || byPasskey.isPending
  const fault = faultBeside(entering.error, 'email', 'password') ?? passkeyFault(byPasskey.error) ?? said ?? undefined
  return (
    <>
      <SheetStep
        title={t('signIn.title')}
        fault={fault}
        onSubmit={() => {
          byPasskey.reset()
          entering.mutate({ email, password })
        }}
      >
        <TextInput
          label={t('signIn.email')}
          type="email"
          name="email"
          autoComplete="username webauthn"
          inputMode="email"
          required
          withAsterisk={false}
          value={email}
          onChange={(e) => setEmail(e.currentTarget.value)}
          error={faultAt(entering.error, 'email')}
        />
        {providers.map((provider) => (
          <a key={provider.id} className={buttonClass({ size: 'large', wide: true })} href={providerAddress(provider)}>
            {t('signIn.provider', { name: provider.name })}
          </a>
        ))}
        <PasswordInput
          label={t('signIn.password')}
          name="password"
          autoComplete="current-password"
          required
          withAsterisk={false}
          value={password}
          onChange={(e) => setPassword(e.currentTarget.value)}
          error={faultAt(entering.error, 'password')}
          visibilityToggleButtonProps={{ 'aria-label': t('signIn.showPassword') }}
        />
        <Button type="submit" look="main" size="large" wide busy={entering.isPending} disabled={busy}>
          {t('signIn.enter')}
        </Button>
        {passkeysWork() ? (
          <>
            <p className={css.or}>{t('signIn.or')}</p>
            <Button
              size="large"
              wide
              busy={byPasskey.isPending}
              disabled={busy}
              onClick={() => {
                entering.reset()
                byPasskey.mutate()
              }}
            >
              {t('signIn.passkey')}
            </Button>
          </>
        ) : null}
        <a className={css.quiet} href="/reset">
          {t('signIn.forgot')}
        </a>
      </SheetStep>
      <Demo
        busy={busy}
        onPick={(who) => {
          setEmail(who.email)
          setPassword(who.password)
          entering.mutate(who)
        }}
      />
    </>
  )
}
