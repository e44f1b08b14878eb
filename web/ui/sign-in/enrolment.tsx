import { TextInput } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { encode } from 'uqr'
import { beginSecondFactor, confirmSecondFactor } from '../../api/sign-in.ts'
import { useWords } from '../../i18n/use-words.ts'
import { Button } from '../button.tsx'
import { Failure, Loading } from '../states.tsx'
import css from './enrolment.module.css'
import { faultAt, faultBeside } from './faults.ts'

/** Drawn here: the secret goes to no other server, and into no file. */
function Code({ text, label }: { text: string; label: string }) {
  const { data, size } = encode(text, { border: 2 })
  const path = data.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : ''))).join('')
  return (
    <svg className={css.qr} viewBox={`0 0 ${size} ${size}`} role="img" aria-label={label} shapeRendering="crispEdges">
      <path d={path} />
    </svg>
  )
}

/** In fours, as people read it off. */
const grouped = (secret: string) => secret.replace(/(.{4})(?=.)/g, '$1 ')

/** Recovery codes, which are on screen this once. */
export function RecoveryCodes({ codes, onKept }: { codes: readonly string[]; onKept: () => void }) {
  const { t } = useWords()
  const [copied, setCopied] = useState(false)
  return (
    <div className={css.enrolment}>
      <p>{t('signIn.recovery.lead')}</p>
      <ul className={css.codes} aria-label={t('signIn.recovery.title')}>
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ul>
      <div className={css.acts}>
        <Button onClick={() => void navigator.clipboard.writeText(codes.join('\n')).then(() => setCopied(true))}>
          {t(copied ? 'signIn.recovery.copied' : 'signIn.recovery.copy')}
        </Button>
        <Button look="main" onClick={onKept}>
          {t('signIn.recovery.saved')}
        </Button>
      </div>
    </div>
  )
}

/** Scan, give back a code, keep the recovery codes. */
export function Enrolment({ onCodes }: { onCodes: (codes: string[]) => void }) {
  const { t } = useWords()
  const [code, setCode] = useState('')
  // One secret an attempt: a second render must not replace what was scanned.
  const begun = useQuery({
    queryKey: ['second-factor-begun'],
    queryFn: beginSecondFactor,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  })
  const confirming = useMutation({
    mutationFn: () => confirmSecondFactor(code),
    onSuccess: ({ recoveryCodes }) => onCodes(recoveryCodes),
    onError: () => setCode(''),
  })
  if (begun.error) return <Failure error={begun.error} retry={() => void begun.refetch()} />
  if (!begun.data) return <Loading lines={4} />
  const fault = faultBeside(confirming.error, 'code')
  return (
    <div className={css.enrolment}>
      <ol className={css.steps}>
        <li>
          <p>{t('signIn.enrol.scan')}</p>
          <Code text={begun.data.uri} label={t('signIn.enrol.qr')} />
          <p className={css.hand}>
            {t('signIn.enrol.byHand')}
            <code>{grouped(begun.data.secret)}</code>
          </p>
        </li>
        <li>
          <form
            className={css.confirm}
            noValidate
            onSubmit={(event) => {
              event.preventDefault()
              confirming.mutate()
            }}
          >
            {fault ? <p role="alert">{fault}</p> : null}
            <TextInput
              label={t('signIn.enrol.code')}
              name="code"
              inputMode="numeric"
              autoComplete="one-time-code"
              required
              withAsterisk={false}
              value={code}
              onChange={(e) => setCode(e.currentTarget.value)}
              error={faultAt(confirming.error, 'code')}
            />
            <Button type="submit" look="main" wide busy={confirming.isPending}>
              {t('signIn.enrol.confirm')}
            </Button>
          </form>
        </li>
      </ol>
    </div>
  )
}
