import { MultiSelect, Select, TextInput } from '@mantine/core'
import { orderAddOn } from '../../../api/commands.ts'
import type { Account } from '../../../api/types.ts'
import { addDays } from '../../../i18n/civil.ts'
import { useWords } from '../../../i18n/use-words.ts'
import { AskPanel } from '../../../ui/ask/ask-panel.tsx'
import DateField from '../../../ui/form/date-field.tsx'
import { Beside } from '../../../ui/form/rows.tsx'
import { useDraft } from '../../../ui/form/use-draft.ts'
import { useSignedIn } from '../../../ui/me-context.ts'
import { SendOffer, withoutAccount } from '../offers/send-offer.tsx'
import { filled, useCatalogueChoices } from './choices.ts'
import { ConnectionFields } from './connection-fields.tsx'

type Props = { account: Account; addOn: string | undefined; onClose: () => void; onRemedy: (id: string) => void }

/** What the catalogue says an order of this add-on states; whether it can be had, the answer says. */
export default function OrderAddOn({ account, addOn, onClose, onRemedy }: Props) {
  const { t } = useWords()
  const { today, catalogue } = useSignedIn()
  const choices = useCatalogueChoices()
  const { draft, change, forget } = useDraft(`order.${account.id}`, {
    addOn: addOn ?? '',
    start: addDays(today, 1),
    months: '',
    tenant: '',
    target: '',
    language: '',
    options: [] as string[],
    ...(addOn ? { addOn } : {}),
  })
  const details = choices.detailsOf(draft.addOn)
  const asks = {
    start: details.rule !== 'delivered',
    months: details.rule === 'stated' || details.rule === undefined,
    connection: details.connection ?? true,
    options: details.namesOptions ?? true,
    language: details.languages === undefined || details.languages.length > 0,
  }
  const input = draft.addOn
    ? {
        accountId: account.id,
        addOn: draft.addOn,
        ...filled({
          start: asks.start ? draft.start : '',
          months: asks.months ? Number(draft.months) || undefined : undefined,
          tenant: asks.connection ? draft.tenant.trim() : '',
          target: asks.connection ? draft.target.trim() : '',
          language: asks.language ? draft.language : '',
          options: asks.options ? draft.options : [],
        }),
      }
    : null
  return (
    <AskPanel
      title={t('order.title')}
      about={`order ${account.id}`}
      input={JSON.stringify(input)}
      onClose={onClose}
      onDone={forget}
      onRemedy={onRemedy}
      terms={catalogue.version}
      command={(accepted) =>
        input &&
        orderAddOn({
          ...input,
          acceptTerms: accepted.terms,
          ...(accepted.charges ? { acceptCharges: true } : {}),
        } as Parameters<typeof orderAddOn>[0])
      }
      label={t('order.do')}
      labelCharged={t('order.doCharged')}
      prompt={t('order.prompt')}
      instead={
        input ? (
          <SendOffer accountId={account.id} asked={{ order: { ...withoutAccount(input), addOn: draft.addOn } }} />
        ) : null
      }
    >
      {(faultOf) => (
        <>
          <Select
            label={t('order.addOn')}
            data={choices.addOns}
            value={draft.addOn || null}
            error={faultOf('addOn')}
            onChange={(id) => id && change({ addOn: id })}
          />
          {draft.addOn && (asks.start || asks.months) ? (
            <Beside>
              {asks.start ? (
                <DateField
                  label={t('contract.start')}
                  value={draft.start}
                  today={today}
                  error={faultOf('start')}
                  onChange={(start) => change({ start })}
                />
              ) : null}
              {asks.months ? (
                <TextInput
                  label={t('order.months')}
                  inputMode="numeric"
                  value={draft.months}
                  error={faultOf('months')}
                  onChange={(e) => change({ months: e.currentTarget.value.normalize('NFKC').replace(/\D/g, '') })}
                />
              ) : null}
            </Beside>
          ) : null}
          {draft.addOn && asks.connection ? <ConnectionFields draft={draft} change={change} faultOf={faultOf} /> : null}
          {draft.addOn && asks.language ? (
            <Select
              label={t('booking.language')}
              data={choices.languages}
              value={draft.language || choices.languages[0]?.value || null}
              error={faultOf('language')}
              onChange={(language) => change({ language: language ?? '' })}
            />
          ) : null}
          {draft.addOn && asks.options ? (
            <MultiSelect
              label={t('contract.options')}
              data={choices.options}
              value={draft.options}
              error={faultOf('options')}
              onChange={(options) => change({ options })}
            />
          ) : null}
        </>
      )}
    </AskPanel>
  )
}
