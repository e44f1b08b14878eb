import { Select } from '@mantine/core'
import { openContract } from '../../../api/commands.ts'
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
import { addOnsIn, OptionsAndAddOns, PlanField, useRemedy } from './contract-fields.tsx'

type Props = { account: Account; plan: string | undefined; onClose: () => void; onRemedy: (id: string) => void }

/** A quote that becomes the contract: plan, start, options and the add-ons that these need. */
export default function OpenContract({ account, plan, onClose, onRemedy }: Props) {
  const { t } = useWords()
  const { today, catalogue } = useSignedIn()
  const choices = useCatalogueChoices()
  const { draft, change, forget } = useDraft(`open.${account.id}`, {
    plan: plan ?? choices.plans[0]?.value ?? '',
    start: addDays(today, 1),
    baseOffice: choices.offices[0]?.value ?? '',
    responsibleId: '',
    options: [] as string[],
    addOns: [] as string[],
  })
  const input =
    draft.plan && draft.start
      ? {
          accountId: account.id,
          plan: draft.plan,
          start: draft.start,
          ...filled({ baseOffice: draft.baseOffice, responsibleId: draft.responsibleId, options: draft.options }),
          ...addOnsIn(draft),
        }
      : null
  const remedy = useRemedy(draft, change, onRemedy)
  return (
    <AskPanel
      title={t('contract.open')}
      about={`open ${account.id}`}
      input={JSON.stringify(input)}
      onClose={onClose}
      onDone={forget}
      onRemedy={remedy}
      command={(accepted) =>
        input &&
        openContract(input, { acceptTerms: accepted.terms, ...(accepted.charges ? { acceptCharges: true } : {}) })
      }
      label={t('contract.openDo')}
      terms={catalogue.version}
      instead={input ? <SendOffer accountId={account.id} asked={{ contract: withoutAccount(input) }} /> : null}
    >
      {(faultOf) => (
        <>
          <Beside>
            <PlanField draft={draft} change={change} faultOf={faultOf} />
            <DateField
              label={t('contract.start')}
              value={draft.start}
              today={today}
              error={faultOf('start')}
              onChange={(start) => change({ start })}
            />
          </Beside>
          <Beside>
            <Select
              label={t('account.responsible')}
              searchable
              clearable
              placeholder={t('contract.fewest')}
              data={choices.csms}
              value={draft.responsibleId || null}
              error={faultOf('responsibleId')}
              onChange={(id) => change({ responsibleId: id ?? '' })}
            />
            <Select
              label={t('contract.baseOffice')}
              data={choices.offices}
              value={draft.baseOffice || null}
              error={faultOf('baseOffice')}
              onChange={(id) => change({ baseOffice: id ?? '' })}
            />
          </Beside>
          <OptionsAndAddOns draft={draft} change={change} faultOf={faultOf} optionsField="options" />
        </>
      )}
    </AskPanel>
  )
}
