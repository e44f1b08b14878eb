import { PasswordInput, Select, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { usePartners } from '../../api/people.ts'
import {
  changeProvider,
  createProvider,
  findAccounts,
  type OrganisationRef,
  type ProviderEntry,
  providersQuery,
} from '../../api/security-settings.ts'
import { useWords } from '../../i18n/use-words.ts'
import { Button } from '../../ui/button.tsx'
import css from '../../ui/security/security.module.css'
import { faultAt, faultBeside } from '../../ui/sign-in/faults.ts'

const VENDOR = 'vendor'
const refOf = (value: string): OrganisationRef => {
  const [side, id = null] = value.split(' ')
  if (side === 'customer') return { side, accountId: id, partnerId: null }
  if (side === 'partner') return { side, accountId: null, partnerId: id }
  return { side: 'vendor', accountId: null, partnerId: null }
}

/** The vendor, a partner, or an account that is searched for by its name. */
function OrganisationField({
  value,
  onChange,
  error,
}: {
  value: string
  onChange: (value: string) => void
  error: string | undefined
}) {
  const { t } = useWords()
  const [typed, setTyped] = useState('')
  const [calm] = useDebouncedValue(typed, 250)
  const partners = usePartners()
  const accounts = useQuery({
    queryKey: ['settings', 'accounts', calm],
    queryFn: ({ signal }) => findAccounts(calm, signal),
    placeholderData: keepPreviousData,
  })
  const data = [
    { value: VENDOR, label: t('signInSettings.vendor') },
    ...(partners.data ?? []).map((p) => ({ value: `partner ${p.id}`, label: `${p.name}（${t('side.partner')}）` })),
    ...(accounts.data?.items ?? []).map((a) => ({ value: `customer ${a.id}`, label: a.name })),
  ]
  return (
    <Select
      label={t('signInSettings.organisation')}
      searchable
      data={data}
      value={value}
      onSearchChange={setTyped}
      onChange={(chosen) => onChange(chosen ?? VENDOR)}
      error={error}
    />
  )
}

export function ProviderForm({ provider, onClose }: { provider: ProviderEntry | null; onClose: () => void }) {
  const { t } = useWords()
  const client = useQueryClient()
  const [whose, setWhose] = useState(VENDOR)
  const [secret, setSecret] = useState('')
  const [fields, setFields] = useState({
    name: provider?.name ?? '',
    issuer: provider?.issuer ?? 'https://',
    clientId: provider?.clientId ?? '',
    domains: provider?.domains.join(', ') ?? '',
  })
  const set = (part: Partial<typeof fields>) => setFields((before) => ({ ...before, ...part }))
  const saving = useMutation({
    mutationFn: async () => {
      const domains = fields.domains
        .toLowerCase()
        .split(/[\s,、]+/)
        .filter(Boolean)
      const body = { ...fields, domains, active: provider?.active ?? true }
      if (provider) await changeProvider(provider, { ...body, ...(secret && { clientSecret: secret }) })
      else await createProvider({ ...refOf(whose), ...body, clientSecret: secret })
    },
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: providersQuery.queryKey })
      onClose()
    },
  })
  const at = (field: string) => faultAt(saving.error, field)
  const whole = faultBeside(
    saving.error,
    'name',
    'issuer',
    'clientId',
    'clientSecret',
    'domains',
    'domains[0]',
    'accountId',
  )
  const submit = (event: FormEvent) => {
    event.preventDefault()
    saving.mutate()
  }
  return (
    <form className={css.form} noValidate onSubmit={submit}>
      {whole ? (
        <p role="alert" className={css.fault}>
          {whole}
        </p>
      ) : null}
      {provider ? null : <OrganisationField value={whose} onChange={setWhose} error={at('accountId')} />}
      <TextInput
        label={t('signInSettings.name')}
        value={fields.name}
        onChange={(e) => set({ name: e.currentTarget.value })}
        error={at('name')}
      />
      <TextInput
        label={t('signInSettings.issuer')}
        type="url"
        value={fields.issuer}
        onChange={(e) => set({ issuer: e.currentTarget.value })}
        error={at('issuer')}
      />
      <TextInput
        label={t('signInSettings.clientId')}
        autoComplete="off"
        value={fields.clientId}
        onChange={(e) => set({ clientId: e.currentTarget.value })}
        error={at('clientId')}
      />
      <PasswordInput
        label={t('signInSettings.clientSecret')}
        {...(provider && { description: t('signInSettings.keepSecret') })}
        autoComplete="new-password"
        value={secret}
        onChange={(e) => setSecret(e.currentTarget.value)}
        error={at('clientSecret')}
        visibilityToggleButtonProps={{ 'aria-label': t('signIn.showPassword') }}
      />
      <TextInput
        label={t('signInSettings.domains')}
        description={t('signInSettings.domainsNote')}
        value={fields.domains}
        onChange={(e) => set({ domains: e.currentTarget.value })}
        error={at('domains') ?? at('domains[0]')}
      />
      <div className={css.acts}>
        <Button type="submit" look="main" busy={saving.isPending}>
          {t('signInSettings.save')}
        </Button>
        <Button onClick={onClose}>{t('act.cancel')}</Button>
      </div>
    </form>
  )
}
