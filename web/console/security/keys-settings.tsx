import { Checkbox, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import {
  type ApiKey,
  createServiceAccount,
  disableServiceAccount,
  revokeKey,
  type ServiceAccount,
  serviceAccountsQuery,
} from '../../api/security-settings.ts'
import { useWords } from '../../i18n/use-words.ts'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { Pill } from '../../ui/pill.tsx'
import css from '../../ui/security/security.module.css'
import { faultAt, faultBeside } from '../../ui/sign-in/faults.ts'
import { Empty, Shown } from '../../ui/states.tsx'
import { PageHead } from '../settings/page-head.tsx'
import { KeyForm } from './key-form.tsx'
import own from './keys.module.css'

const ROLES = ['admin', 'csm', 'architect', 'trainer', 'coordinator', 'operator', 'support', 'sales', 'finance']

function useRefresh() {
  const client = useQueryClient()
  return () => client.invalidateQueries({ queryKey: serviceAccountsQuery.queryKey })
}

function AccountForm({ onClose }: { onClose: () => void }) {
  const { t, wordFor } = useWords()
  const refresh = useRefresh()
  const [name, setName] = useState('')
  const [roles, setRoles] = useState<string[]>(['support'])
  const making = useMutation({
    mutationFn: () => createServiceAccount(name, roles),
    onSuccess: async () => {
      await refresh()
      onClose()
    },
  })
  const whole = faultBeside(making.error, 'name', 'roles')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    making.mutate()
  }
  return (
    <Card title={t('apiKeys.add')}>
      <form className={css.form} noValidate onSubmit={submit}>
        {whole ? (
          <p role="alert" className={css.fault}>
            {whole}
          </p>
        ) : null}
        <TextInput
          label={t('apiKeys.name')}
          autoFocus
          value={name}
          onChange={(e) => setName(e.currentTarget.value)}
          error={faultAt(making.error, 'name')}
        />
        <Checkbox.Group
          label={t('apiKeys.roles')}
          value={roles}
          onChange={setRoles}
          error={faultAt(making.error, 'roles')}
        >
          <div className={own.boxes}>
            {ROLES.map((role) => (
              <Checkbox key={role} value={role} label={wordFor('people.role.vendor', role)} />
            ))}
          </div>
        </Checkbox.Group>
        <div className={css.acts}>
          <Button type="submit" look="main" busy={making.isPending}>
            {t('apiKeys.add')}
          </Button>
          <Button onClick={onClose}>{t('act.cancel')}</Button>
        </div>
      </form>
    </Card>
  )
}

function KeyRow({ apiKey }: { apiKey: ApiKey }) {
  const { t, when, day } = useWords()
  const refresh = useRefresh()
  const revoking = useMutation({ mutationFn: () => revokeKey(apiKey.id), onSuccess: refresh })
  const dated = (at: string) => day(at.slice(0, 10), { weekday: false })
  return (
    <li>
      <div className={css.what}>
        <b>{apiKey.name}</b> <code className={own.hint}>bsk_…{apiKey.hint}</code>
        <p>
          {[
            apiKey.usedAt ? t('apiKeys.used', { date: when(apiKey.usedAt) }) : t('apiKeys.unused'),
            apiKey.expiresAt ? t('apiKeys.until', { date: dated(apiKey.expiresAt) }) : t('apiKeys.forever'),
          ].join(' · ')}
        </p>
        <p className={own.scopes}>{apiKey.scopes.join(' ')}</p>
      </div>
      {apiKey.revokedAt ? (
        <Pill tone="quiet">{t('apiKeys.revoked')}</Pill>
      ) : (
        <Button size="small" look="danger" busy={revoking.isPending} onClick={() => revoking.mutate()}>
          {t('apiKeys.revoke')}
        </Button>
      )}
    </li>
  )
}

function AccountCard({ account }: { account: ServiceAccount }) {
  const { t, wordFor } = useWords()
  const refresh = useRefresh()
  const [making, setMaking] = useState(false)
  const disabling = useMutation({ mutationFn: () => disableServiceAccount(account.id), onSuccess: refresh })
  const roles = account.roles.map((role) => wordFor('people.role.vendor', role)).join('・')
  return (
    <Card
      title={account.name}
      aside={
        account.disabledAt ? <Pill tone="quiet">{t('apiKeys.disabled')}</Pill> : <span className="quiet">{roles}</span>
      }
    >
      {account.keys.length === 0 ? <p>{t('apiKeys.noKeys')}</p> : null}
      <ul className={css.rows} aria-label={account.name}>
        {account.keys.map((apiKey) => (
          <KeyRow key={apiKey.id} apiKey={apiKey} />
        ))}
      </ul>
      {making ? <KeyForm accountId={account.id} onDone={refresh} onClose={() => setMaking(false)} /> : null}
      {account.disabledAt || making ? null : (
        <div className={css.acts}>
          <Button onClick={() => setMaking(true)}>{t('apiKeys.create')}</Button>
          <Button look="danger" busy={disabling.isPending} onClick={() => disabling.mutate()}>
            {t('apiKeys.disable')}
          </Button>
        </div>
      )}
    </Card>
  )
}

/** Programs that work here: their roles, and keys that are shown once. */
export default function KeysSettings() {
  const { t } = useWords()
  const accounts = useQuery(serviceAccountsQuery)
  const [adding, setAdding] = useState(false)
  return (
    <>
      <PageHead title={t('apiKeys.title')} about={t('apiKeys.lead')}>
        {adding ? null : <Button onClick={() => setAdding(true)}>{t('apiKeys.add')}</Button>}
      </PageHead>
      <div className={css.page}>
        {adding ? <AccountForm onClose={() => setAdding(false)} /> : null}
        <Shown of={accounts} lines={5}>
          {({ items }) =>
            items.length === 0 && !adding ? (
              <Empty title={t('apiKeys.none')}>{t('apiKeys.noneText')}</Empty>
            ) : (
              items.map((account) => <AccountCard key={account.id} account={account} />)
            )
          }
        </Shown>
      </div>
    </>
  )
}
