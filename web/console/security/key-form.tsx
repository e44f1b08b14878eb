import { Checkbox, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { createKey } from '../../api/security-settings.ts'
import { addDays } from '../../i18n/civil.ts'
import { useWords } from '../../i18n/use-words.ts'
import { momentIn } from '../../i18n/zone.ts'
import { Button } from '../../ui/button.tsx'
import { useSignedIn } from '../../ui/me-context.ts'
import css from '../../ui/security/security.module.css'
import { faultAt, faultBeside } from '../../ui/sign-in/faults.ts'
import own from './keys.module.css'

/** The key itself, on screen this once. */
function Made({ text, onDone }: { text: string; onDone: () => void }) {
  const { t } = useWords()
  const [copied, setCopied] = useState(false)
  return (
    <div className={own.made} role="status">
      <p>{t('apiKeys.made')}</p>
      <code>{text}</code>
      <div className={css.acts}>
        <Button onClick={() => void navigator.clipboard.writeText(text).then(() => setCopied(true))}>
          {t(copied ? 'apiKeys.copied' : 'apiKeys.copy')}
        </Button>
        <Button look="main" onClick={onDone}>
          {t('apiKeys.done')}
        </Button>
      </div>
    </div>
  )
}

type Props = { accountId: string; onDone: () => unknown; onClose: () => void }

export function KeyForm({ accountId, onDone, onClose }: Props) {
  const { t } = useWords()
  const { may, today, catalogue } = useSignedIn()
  const [name, setName] = useState('')
  const [scopes, setScopes] = useState<string[]>([])
  const [days, setDays] = useState('90')
  const making = useMutation({
    mutationFn: () => {
      const last = days.trim() === '' ? null : addDays(today, Number(days))
      const expiresAt = last === null ? {} : { expiresAt: momentIn(catalogue.timeZone, last, '00:00') }
      return createKey(accountId, { name, scopes, ...expiresAt })
    },
    onSuccess: onDone,
  })
  if (making.data) return <Made text={making.data.key} onDone={onClose} />
  const whole = faultBeside(making.error, 'name', 'scopes', 'expiresAt')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    making.mutate()
  }
  return (
    <form className={css.form} noValidate onSubmit={submit}>
      {whole ? (
        <p role="alert" className={css.fault}>
          {whole}
        </p>
      ) : null}
      <TextInput
        label={t('apiKeys.keyName')}
        autoFocus
        value={name}
        onChange={(e) => setName(e.currentTarget.value)}
        error={faultAt(making.error, 'name')}
      />
      <TextInput
        label={t('apiKeys.days')}
        inputMode="numeric"
        value={days}
        onChange={(e) => setDays(e.currentTarget.value.normalize('NFKC').replace(/\D/g, ''))}
        error={faultAt(making.error, 'expiresAt')}
      />
      <Checkbox.Group
        label={t('apiKeys.scopes')}
        value={scopes}
        onChange={setScopes}
        error={faultAt(making.error, 'scopes')}
      >
        <div className={own.boxes}>
          {Object.keys(may)
            .filter((action) => !action.startsWith('self.') && action !== 'ledger.adjust')
            .map((action) => (
              <Checkbox key={action} value={action} label={<code>{action}</code>} />
            ))}
        </div>
      </Checkbox.Group>
      <div className={css.acts}>
        <Button type="submit" look="main" busy={making.isPending}>
          {t('apiKeys.create')}
        </Button>
        <Button onClick={onClose}>{t('act.cancel')}</Button>
      </div>
    </form>
  )
}
