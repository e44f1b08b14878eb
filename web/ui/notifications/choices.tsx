import { Checkbox, Select } from '@mantine/core'
import type { NoticeChoice } from '../../api/notices.ts'
import { useChoices, useChoose, useWebhooks } from '../../api/notices.ts'
import { useWords } from '../../i18n/use-words.ts'
import { Card } from '../card.tsx'
import { Failure, Shown } from '../states.tsx'
import css from './choices.module.css'

const MAIL = ['off', 'once', 'daily', 'weekly'] as const
type Channel = 'slack' | 'teams'

function MailField({ choice, onChoose }: { choice: NoticeChoice; onChoose: (next: NoticeChoice) => void }) {
  const { t, wordFor } = useWords()
  const label = t('notices.mailFor', { kind: wordFor('notices.kind', choice.kind) })
  return (
    <Select
      size="xs"
      aria-label={label}
      disabled={choice.fixed}
      value={choice.mail}
      data={MAIL.map((value) => ({ value, label: t(`notices.mail.${value}`) }))}
      onChange={(mail) => mail && onChoose({ ...choice, mail: mail as NoticeChoice['mail'] })}
    />
  )
}

type Props = { choice: NoticeChoice; channels: readonly Channel[]; onChoose: (next: NoticeChoice) => void }

function ChoiceRow({ choice, channels, onChoose }: Props) {
  const { t, wordFor } = useWords()
  const kind = wordFor('notices.kind', choice.kind)
  return (
    <tr>
      <th scope="row">
        {kind}
        {choice.fixed ? <small>{t('notices.fixed')}</small> : null}
      </th>
      <td data-label={t('notices.inApp')}>
        <Checkbox
          aria-label={t('notices.inAppFor', { kind })}
          checked={choice.inApp}
          disabled={choice.fixed}
          onChange={(e) => onChoose({ ...choice, inApp: e.currentTarget.checked })}
        />
      </td>
      <td data-label={t('notices.byMail')}>
        <MailField choice={choice} onChoose={onChoose} />
      </td>
      {channels.map((channel) => (
        <td key={channel} data-label={t(`notices.service.${channel}`)}>
          <Checkbox
            aria-label={t('notices.channelFor', { kind, channel: t(`notices.service.${channel}`) })}
            checked={choice[channel]}
            disabled={choice.fixed}
            onChange={(e) => onChoose({ ...choice, [channel]: e.currentTarget.checked })}
          />
        </td>
      ))}
    </tr>
  )
}

/** Kind by kind: in the list, by mail and when, and on the own webhooks where there are any. Kept as it is pressed. */
export function Choices() {
  const { t } = useWords()
  const choices = useChoices()
  const choosing = useChoose()
  const own = useWebhooks().data?.items.filter((hook) => hook.own) ?? []
  const channels = (['slack', 'teams'] as const).filter((service) => own.some((hook) => hook.service === service))
  return (
    <Card title={t('notices.view.choices')} flush>
      <p className={css.lead}>{t('notices.choicesLead')}</p>
      {choosing.error ? <Failure error={choosing.error} /> : null}
      <Shown of={choices} lines={8}>
        {(all) => (
          <table className={css.table}>
            <thead>
              <tr>
                <th scope="col">{t('notices.what')}</th>
                <th scope="col">{t('notices.inApp')}</th>
                <th scope="col">{t('notices.byMail')}</th>
                {channels.map((channel) => (
                  <th scope="col" key={channel}>
                    {t(`notices.service.${channel}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {all.map((choice) => (
                <ChoiceRow
                  key={choice.kind}
                  choice={choice}
                  channels={channels}
                  onChoose={(next) => choosing.mutate(next)}
                />
              ))}
            </tbody>
          </table>
        )}
      </Shown>
    </Card>
  )
}
