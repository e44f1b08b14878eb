import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { addPasskey, passkeysWork } from '../../api/sign-in.ts'
import { useWords } from '../../i18n/use-words.ts'
import { Button, TextButton } from '../button.tsx'
import css from '../sign-in.module.css'
import { Enrolment, RecoveryCodes } from './enrolment.tsx'
import { passkeyFault } from './faults.ts'
import { SheetStep } from './sheet.tsx'

/** Staff without a second factor set one up before anything else. */
export function EnrolStep({ onDone, onRestart }: { onDone: () => void; onRestart: () => void }) {
  const { t } = useWords()
  const [codes, setCodes] = useState<string[] | null>(null)
  const adding = useMutation({ mutationFn: () => addPasskey(t('security.passkeys.newName')), onSuccess: onDone })
  if (codes) {
    return (
      <SheetStep title={t('signIn.recovery.title')}>
        <RecoveryCodes codes={codes} onKept={onDone} />
      </SheetStep>
    )
  }
  return (
    <SheetStep title={t('signIn.enrol.title')} lead={t('signIn.enrol.lead')} fault={passkeyFault(adding.error)}>
      <Enrolment onCodes={setCodes} />
      {passkeysWork() ? (
        <Button size="large" wide busy={adding.isPending} onClick={() => adding.mutate()}>
          {t('signIn.enrol.orPasskey')}
        </Button>
      ) : null}
      <TextButton className={css.quiet} onClick={onRestart}>
        {t('signIn.restart')}
      </TextButton>
    </SheetStep>
  )
}
