import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import {
  changeProvider,
  type ProviderEntry,
  providersQuery,
  type Rule,
  removeProvider,
  ruleQuery,
  saveRule,
} from '../../api/security-settings.ts'
import { useWords } from '../../i18n/use-words.ts'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { Pill } from '../../ui/pill.tsx'
import css from '../../ui/security/security.module.css'
import { faultBeside } from '../../ui/sign-in/faults.ts'
import { Shown } from '../../ui/states.tsx'
import { PageHead } from '../settings/page-head.tsx'
import { ProviderForm } from './provider-form.tsx'

const Fault = ({ error }: { error: unknown }) =>
  error ? (
    <p role="alert" className={css.fault}>
      {faultBeside(error)}
    </p>
  ) : null

function RuleCard({ rule }: { rule: Rule }) {
  const { t } = useWords()
  const client = useQueryClient()
  const saving = useMutation({
    mutationFn: saveRule,
    onSuccess: () => client.invalidateQueries({ queryKey: ruleQuery.queryKey }),
  })
  const isOn = rule === 'required'
  return (
    <Card
      title={t('signInSettings.factor')}
      aside={<Pill tone={isOn ? 'ok' : 'warn'}>{t(`signInSettings.is.${rule}`)}</Pill>}
    >
      <Fault error={saving.error} />
      <p>{t(isOn ? 'signInSettings.required' : 'signInSettings.off')}</p>
      <p className={css.lead}>{t('signInSettings.atOnce')}</p>
      <Button
        look={isOn ? 'danger' : 'main'}
        busy={saving.isPending}
        onClick={() => saving.mutate(isOn ? 'off' : 'required')}
      >
        {t(isOn ? 'signInSettings.drop' : 'signInSettings.require')}
      </Button>
    </Card>
  )
}

function ProviderRow({ provider, onEdit }: { provider: ProviderEntry; onEdit: () => void }) {
  const { t } = useWords()
  const client = useQueryClient()
  const onSuccess = () => client.invalidateQueries({ queryKey: providersQuery.queryKey })
  const { name, issuer, clientId, domains, active } = provider
  const turning = useMutation({
    mutationFn: () => changeProvider(provider, { name, issuer, clientId, domains, active: !active }),
    onSuccess,
  })
  const removing = useMutation({ mutationFn: () => removeProvider(provider.id), onSuccess })
  return (
    <li>
      <div className={css.what}>
        <b>{name}</b>
        <p>{[provider.organisation, domains.join(', '), issuer].join(' · ')}</p>
        <Fault error={turning.error ?? removing.error} />
      </div>
      <Pill tone={active ? 'ok' : 'quiet'}>{t(active ? 'signInSettings.on' : 'signInSettings.paused')}</Pill>
      <Button size="small" onClick={onEdit}>
        {t('signInSettings.edit')}
      </Button>
      <Button size="small" busy={turning.isPending} onClick={() => turning.mutate()}>
        {t(active ? 'signInSettings.pause' : 'signInSettings.resume')}
      </Button>
      <Button size="small" look="danger" busy={removing.isPending} onClick={() => removing.mutate()}>
        {t('signInSettings.remove')}
      </Button>
    </li>
  )
}

function ProvidersCard({ items, callback }: { items: readonly ProviderEntry[]; callback: string }) {
  const { t } = useWords()
  const [editing, setEditing] = useState<ProviderEntry | 'new' | null>(null)
  return (
    <Card title={t('signInSettings.providers')}>
      <p className={css.lead}>{t('signInSettings.providersLead')}</p>
      <p className={css.lead}>
        {t('signInSettings.callback')} <code>{location.origin + callback}</code>
      </p>
      {items.length === 0 ? <p>{t('signInSettings.none')}</p> : null}
      <ul className={css.rows} aria-label={t('signInSettings.providers')}>
        {items.map((provider) => (
          <ProviderRow key={provider.id} provider={provider} onEdit={() => setEditing(provider)} />
        ))}
      </ul>
      {editing ? (
        <ProviderForm
          key={editing === 'new' ? 'new' : editing.id}
          provider={editing === 'new' ? null : editing}
          onClose={() => setEditing(null)}
        />
      ) : (
        <div className={css.acts}>
          <Button onClick={() => setEditing('new')}>{t('signInSettings.add')}</Button>
        </div>
      )}
    </Card>
  )
}

/** Whether staff need a second factor, and which organisations sign in through providers of their own. */
export default function SignInSettings() {
  const { t } = useWords()
  const rule = useQuery(ruleQuery)
  const providers = useQuery(providersQuery)
  return (
    <>
      <PageHead title={t('signInSettings.title')} about={t('signInSettings.about')} />
      <div className={css.page}>
        <Shown of={rule} lines={3}>
          {({ secondFactor }) => <RuleCard rule={secondFactor} />}
        </Shown>
        <Shown of={providers} lines={4}>
          {({ items, callback }) => <ProvidersCard items={items} callback={callback} />}
        </Shown>
      </div>
    </>
  )
}
