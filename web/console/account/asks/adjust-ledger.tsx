import { Select, TextInput } from '@mantine/core'
import { askAdjustment } from '../../../api/adjustments.ts'
import type { Account, Meter } from '../../../api/types.ts'
import { useWords } from '../../../i18n/use-words.ts'
import { AskPanel } from '../../../ui/ask/ask-panel.tsx'
import { MinutesField } from '../../../ui/form/minutes-field.tsx'
import { useDraft } from '../../../ui/form/use-draft.ts'
import { useNames } from '../../../ui/me-context.ts'
import { Empty } from '../../../ui/states.tsx'

type Props = { account: Account; onClose: () => void; onRemedy: (id: string) => void }

const keyOf = (m: Meter) => `${m.holder.id} ${m.allowance}`

type Draft = { of: string; sign: '+' | '-'; minutes: number; count: number; reason: string }

/** What is sent for a draft; null while something is missing. */
function inputOf(meter: Meter | undefined, draft: Draft) {
  const size = meter?.unit === 'count' ? draft.count : draft.minutes
  if (!meter || size === 0 || draft.reason.trim() === '') return null
  const amount = draft.sign === '-' ? -size : size
  const holder = meter.holder.type === 'contract' ? { contractId: meter.holder.id } : { orderId: meter.holder.id }
  const asked = { ...holder, allowance: meter.allowance, reason: draft.reason.trim() }
  return meter.unit === 'count' ? { ...asked, count: amount } : { ...asked, minutes: amount }
}

/** A correction with its reason: what would be left stands in the answer, and nothing moves before somebody else approves. */
export default function AdjustLedger({ account, onClose, onRemedy }: Props) {
  const { t } = useWords()
  const names = useNames()
  const { draft, change, forget } = useDraft<Draft>(`adjust.${account.id}`, {
    of: account.meters[0] ? keyOf(account.meters[0]) : '',
    sign: '+',
    minutes: 60,
    count: 1,
    reason: '',
  })
  const meter = account.meters.find((m) => keyOf(m) === draft.of) ?? account.meters[0]
  if (!meter) return <Empty title={t('adjust.nothing')} />
  const input = inputOf(meter, draft)
  return (
    <AskPanel
      title={t('adjust.title')}
      about={`adjust ${account.id}`}
      input={JSON.stringify(input)}
      onClose={onClose}
      onDone={forget}
      onRemedy={onRemedy}
      prompt={t('adjust.prompt')}
      command={() => input && askAdjustment(input)}
      label={t('adjust.do')}
    >
      {(faultOf) => (
        <>
          <Select
            label={t('adjust.allowance')}
            value={keyOf(meter)}
            allowDeselect={false}
            error={faultOf('allowance')}
            data={account.meters.map((m) => ({
              value: keyOf(m),
              label: `${names.allowance(m.allowance)} · ${names.holderShort(m.holder)}`,
            }))}
            onChange={(of) => change({ of: of ?? '' })}
          />
          <Select
            label={t('adjust.direction')}
            value={draft.sign}
            allowDeselect={false}
            data={[
              { value: '+', label: t('adjust.more') },
              { value: '-', label: t('adjust.less') },
            ]}
            onChange={(sign) => change({ sign: sign === '-' ? '-' : '+' })}
          />
          {meter.unit === 'count' ? (
            <TextInput
              label={t('adjust.count')}
              inputMode="numeric"
              value={draft.count === 0 ? '' : String(draft.count)}
              error={faultOf('count')}
              onChange={(e) =>
                change({ count: Math.min(1000, Number(e.currentTarget.value.normalize('NFKC').replace(/\D/g, ''))) })
              }
            />
          ) : (
            <MinutesField
              label={t('adjust.minutes')}
              value={draft.minutes}
              error={faultOf('minutes')}
              onChange={(minutes) => change({ minutes })}
            />
          )}
          <TextInput
            label={t('adjust.reason')}
            value={draft.reason}
            maxLength={500}
            error={faultOf('reason')}
            onChange={(e) => change({ reason: e.currentTarget.value })}
          />
        </>
      )}
    </AskPanel>
  )
}
