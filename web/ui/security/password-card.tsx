import { PasswordInput } from '@mantine/core'
import { useState } from 'react'
import { changePassword } from '../../api/sign-in.ts'
import { useWords } from '../../i18n/use-words.ts'
import { Button } from '../button.tsx'
import { Card } from '../card.tsx'
import { useSignedIn } from '../me-context.ts'
import { faultAt, faultBeside } from '../sign-in/faults.ts'
import css from './security.module.css'
import { useChange } from './use-change.ts'

export function PasswordCard({ has, mayChange }: { has: boolean; mayChange: boolean }) {
  const { t } = useWords()
  const { user } = useSignedIn()
  const [current, setCurrent] = useState('')
  const [chosen, setChosen] = useState('')
  const changing = useChange(
    () => changePassword(current, chosen),
    () => {
      setCurrent('')
      setChosen('')
    },
  )
  const fault = faultBeside(changing.error, 'current', 'password')
  const eye = { 'aria-label': t('signIn.showPassword') }
  return (
    <Card title={t('security.password.title')}>
      <p className={css.lead}>{t(has ? 'security.password.lead' : 'security.password.none')}</p>
      {has && mayChange ? (
        <form
          className={css.form}
          noValidate
          onSubmit={(event) => {
            event.preventDefault()
            changing.mutate()
          }}
        >
          {changing.isSuccess ? (
            <p role="status" className={css.said}>
              {t('security.done.password')}
            </p>
          ) : null}
          {fault ? (
            <p role="alert" className={css.fault}>
              {fault}
            </p>
          ) : null}
          <input type="hidden" name="email" autoComplete="username" value={user.email} />
          <PasswordInput
            label={t('security.password.current')}
            autoComplete="current-password"
            value={current}
            onChange={(e) => setCurrent(e.currentTarget.value)}
            error={faultAt(changing.error, 'current')}
            visibilityToggleButtonProps={eye}
          />
          <PasswordInput
            label={t('signIn.reset.chosen')}
            description={t('signIn.reset.rule')}
            autoComplete="new-password"
            value={chosen}
            onChange={(e) => setChosen(e.currentTarget.value)}
            error={faultAt(changing.error, 'password')}
            visibilityToggleButtonProps={eye}
          />
          <Button type="submit" look="main" busy={changing.isPending}>
            {t('security.password.change')}
          </Button>
        </form>
      ) : null}
    </Card>
  )
}
