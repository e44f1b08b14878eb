import { Checkbox, MultiSelect, Select, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { ApiProblem } from '../../api/client.ts'
import {
  useAddWebhook,
  useChoices,
  useRemoveWebhook,
  useTestWebhook,
  useWebhooks,
  type Webhook,
} from '../../api/notices.ts'
import { useWords } from '../../i18n/use-words.ts'
import { Button } from '../button.tsx'
import { Card } from '../card.tsx'
import { Rows } from '../form/rows.tsx'
import { Pill } from '../pill.tsx'
import { Shown } from '../states.tsx'
import css from './choices.module.css'

type Service = Webhook['service']

function Hook({ hook }: { hook: Webhook }) {
  const { t } = useWords()
  const testing = useTestWebhook()
  const removing = useRemoveWebhook()
  return (
    <li className={css.hook}>
      <div className={css.hookName}>
        <b>{hook.label}</b>
        <span>
          {t(`notices.service.${hook.service}`)}・{hook.host}
        </span>
        <span className={css.hookState}>
          {hook.own ? null : <Pill tone="quiet">{t('notices.hook.shared', { count: hook.kinds.length })}</Pill>}
          {hook.broken ? (
            <Pill tone="no" icon="alert">
              {t('notices.hook.broken')}
            </Pill>
          ) : null}
          <span role="status">{testing.isSuccess ? t('notices.hook.tested') : null}</span>
        </span>
      </div>
      <div className={css.hookActs}>
        <Button
          size="small"
          busy={testing.isPending}
          aria-label={t('notices.hook.testThis', { name: hook.label })}
          onClick={() => testing.mutate(hook.id)}
        >
          {t('notices.hook.test')}
        </Button>
        <Button
          size="small"
          look="danger"
          busy={removing.isPending}
          aria-label={t('notices.hook.removeThis', { name: hook.label })}
          onClick={() => removing.mutate(hook.id)}
        >
          {t('notices.hook.remove')}
        </Button>
      </div>
    </li>
  )
}

function NewHook({ shared, onDone }: { shared: boolean; onDone: () => void }) {
  const { t, wordFor } = useWords()
  const [service, setService] = useState<Service>('slack')
  const [label, setLabel] = useState('')
  const [url, setUrl] = useState('')
  const [forOrganisation, setForOrganisation] = useState(false)
  const [kinds, setKinds] = useState<string[]>([])
  const choices = useChoices().data ?? []
  const adding = useAddWebhook()
  const problem = adding.error instanceof ApiProblem ? adding.error : null
  const faultOf = (field: string) =>
    problem?.errors.find((e) => e.field === field)?.detail ?? (problem?.field === field ? problem.detail : undefined)
  const known = ['label', 'url'].some((field) => faultOf(field))
  const submit = (event: FormEvent) => {
    event.preventDefault()
    adding.mutate({ service, label, url, forOrganisation, kinds: forOrganisation ? kinds : [] }, { onSuccess: onDone })
  }
  return (
    <form className={css.newHook} onSubmit={submit} noValidate aria-label={t('notices.hook.add')}>
      <Rows>
        {problem && !known ? (
          <p role="alert" className={css.fault}>
            {problem.detail}
          </p>
        ) : null}
        <Select
          label={t('notices.hook.service')}
          value={service}
          data={(['slack', 'teams'] as const).map((value) => ({ value, label: t(`notices.service.${value}`) }))}
          onChange={(value) => value && setService(value as Service)}
        />
        <TextInput
          label={t('notices.hook.label')}
          placeholder={t('notices.hook.labelExample')}
          value={label}
          error={faultOf('label')}
          onChange={(e) => setLabel(e.currentTarget.value)}
        />
        <TextInput
          label={t('notices.hook.url')}
          description={t(`notices.hook.urlNote.${service}`)}
          type="url"
          autoComplete="off"
          value={url}
          error={faultOf('url')}
          onChange={(e) => setUrl(e.currentTarget.value)}
        />
        {shared ? (
          <Checkbox
            label={t('notices.hook.forOrganisation')}
            description={t('notices.hook.forOrganisationNote')}
            checked={forOrganisation}
            onChange={(e) => setForOrganisation(e.currentTarget.checked)}
          />
        ) : null}
        {forOrganisation ? (
          <MultiSelect
            label={t('notices.hook.kinds')}
            value={kinds}
            data={choices
              .filter((c) => !c.fixed)
              .map((c) => ({ value: c.kind, label: wordFor('notices.kind', c.kind) }))}
            onChange={setKinds}
          />
        ) : null}
        <div className={css.foot}>
          <Button onClick={onDone}>{t('act.cancel')}</Button>
          <Button type="submit" look="main" busy={adding.isPending} disabled={label.trim() === '' || url.trim() === ''}>
            {t('notices.hook.save')}
          </Button>
        </div>
      </Rows>
    </form>
  )
}

/** Where else news goes: channels of Slack and Teams, one's own and, for who looks after them, the organisation's. */
export function WebhookCard() {
  const { t } = useWords()
  const hooks = useWebhooks()
  const [adding, setAdding] = useState(false)
  return (
    <Card title={t('notices.hook.title')} flush>
      <p className={css.lead}>{t('notices.hook.lead')}</p>
      <Shown of={hooks} lines={2}>
        {({ items, forOrganisation }) => (
          <>
            {items.length > 0 ? (
              <ul className={css.hooks}>
                {items.map((hook) => (
                  <Hook key={hook.id} hook={hook} />
                ))}
              </ul>
            ) : null}
            {adding ? (
              <NewHook shared={forOrganisation} onDone={() => setAdding(false)} />
            ) : (
              <p className={css.addHook}>
                <Button size="small" onClick={() => setAdding(true)}>
                  {t('notices.hook.add')}
                </Button>
              </p>
            )}
          </>
        )}
      </Shown>
    </Card>
  )
}
