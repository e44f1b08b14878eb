import { TextInput } from '@mantine/core'
import { useState } from 'react'
import { type OwnSecurity, removeSecondFactor, renewRecoveryCodes } from '../../api/sign-in.ts'
import { useWords } from '../../i18n/use-words.ts'
import { Button } from '../button.tsx'
import { Card } from '../card.tsx'
import { Pill } from '../pill.tsx'
import { Enrolment, RecoveryCodes } from '../sign-in/enrolment.tsx'
import { faultAt, faultBeside } from '../sign-in/faults.ts'
import css from './security.module.css'
import { useChange } from './use-change.ts'

type Doing = 'nothing' | 'enrol' | 'renew' | 'remove'

/** What takes a code to be done. */
function Proving({
  doing,
  onCodes,
  onDone,
}: {
  doing: 'renew' | 'remove'
  onCodes: (codes: string[]) => void
  onDone: () => void
}) {
  const { t } = useWords()
  const [code, setCode] = useState('')
  const proving = useChange<void, { recoveryCodes: string[] } | undefined>(
    async () => (doing === 'renew' ? renewRecoveryCodes(code) : removeSecondFactor(code).then(() => undefined)),
    (answer) => (answer ? onCodes(answer.recoveryCodes) : onDone()),
  )
  const fault = faultBeside(proving.error, 'code')
  return (
    <form
      className={css.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        proving.mutate()
      }}
    >
      {fault ? (
        <p role="alert" className={css.fault}>
          {fault}
        </p>
      ) : null}
      <TextInput
        label={t('security.factor.prove')}
        autoComplete="one-time-code"
        autoFocus
        value={code}
        onChange={(e) => setCode(e.currentTarget.value)}
        error={faultAt(proving.error, 'code')}
      />
      <div className={css.acts}>
        <Button type="submit" look={doing === 'remove' ? 'danger' : 'main'} busy={proving.isPending}>
          {t(doing === 'remove' ? 'security.factor.remove' : 'security.factor.renew')}
        </Button>
        <Button onClick={onDone}>{t('act.cancel')}</Button>
      </div>
    </form>
  )
}

export function FactorCard({ factor, mayChange }: { factor: OwnSecurity['secondFactor']; mayChange: boolean }) {
  const { t } = useWords()
  const [doing, setDoing] = useState<Doing>('nothing')
  const [codes, setCodes] = useState<string[] | null>(null)
  const confirmed = useChange<string[]>(
    async (made) => made,
    () => setDoing('nothing'),
  )
  const state = (
    <Pill tone={factor.confirmed ? 'ok' : 'quiet'}>
      {t(factor.confirmed ? 'security.factor.on' : 'security.factor.off')}
    </Pill>
  )
  const content = () => {
    if (codes) return <RecoveryCodes codes={codes} onKept={() => setCodes(null)} />
    const keep = (made: string[]) => {
      setCodes(made)
      setDoing('nothing')
      confirmed.mutate(made)
    }
    if (doing === 'enrol') return <Enrolment onCodes={keep} />
    if (doing !== 'nothing') return <Proving doing={doing} onCodes={keep} onDone={() => setDoing('nothing')} />
    if (!mayChange) return null
    if (!factor.confirmed) return <Button onClick={() => setDoing('enrol')}>{t('security.factor.setUp')}</Button>
    return (
      <>
        <p>{t('security.factor.left', { count: factor.recoveryLeft })}</p>
        {factor.required ? <p className={css.lead}>{t('security.factor.requiredNote')}</p> : null}
        <div className={css.acts}>
          <Button onClick={() => setDoing('renew')}>{t('security.factor.renew')}</Button>
          <Button look="danger" onClick={() => setDoing('remove')}>
            {t('security.factor.remove')}
          </Button>
        </div>
      </>
    )
  }
  return (
    <Card title={t('security.factor.title')} aside={state}>
      <p className={css.lead}>{t(factor.confirmed ? 'security.factor.onLead' : 'security.factor.offLead')}</p>
      {content()}
    </Card>
  )
}
