import { TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { type Entered, enterByPasskey, giveCode, passkeysWork } from '../../api/sign-in.ts'
import { useWords } from '../../i18n/use-words.ts'
import { Button, TextButton } from '../button.tsx'
import css from '../sign-in.module.css'
import { faultAt, faultBeside, passkeyFault } from './faults.ts'
import { SheetStep } from './sheet.tsx'

/** The password was right: a code of the app, a recovery code, or a passkey. */
export function CodeStep({ onEntered, onRestart }: { onEntered: (entered: Entered) => void; onRestart: () => void }) {
  const { t } = useWords()
  const [code, setCode] = useState('')
  const giving = useMutation({
    mutationFn: () => giveCode(code),
    onSuccess: onEntered,
    onError: () => setCode(''),
  })
  const byPasskey = useMutation({ mutationFn: enterByPasskey, onSuccess: onEntered })
  return (
    <SheetStep
      title={t('signIn.code.title')}
      lead={t('signIn.code.lead')}
      fault={faultBeside(giving.error, 'code') ?? passkeyFault(byPasskey.error)}
      onSubmit={() => giving.mutate()}
    >
      <TextInput
        label={t('signIn.code.label')}
        description={t('signIn.code.recovery')}
        name="code"
        autoComplete="one-time-code"
        autoFocus
        required
        withAsterisk={false}
        className={css.code ?? ''}
        value={code}
        onChange={(e) => setCode(e.currentTarget.value)}
        error={faultAt(giving.error, 'code')}
      />
      <Button type="submit" look="main" size="large" wide busy={giving.isPending}>
        {t('signIn.code.enter')}
      </Button>
      {passkeysWork() ? (
        <Button size="large" wide busy={byPasskey.isPending} onClick={() => byPasskey.mutate()}>
          {t('signIn.passkey')}
        </Button>
      ) : null}
      <TextButton className={css.quiet} onClick={onRestart}>
        {t('signIn.restart')}
      </TextButton>
    </SheetStep>
  )
}
