import { MultiSelect, Select } from '@mantine/core'
import { openContract } from '../../../api/commands.ts'
import type { Account } from '../../../api/types.ts'
import { addDays } from '../../../i18n/civil.ts'
import { useWords } from '../../../i18n/use-words.ts'
import { AskPanel } from '../../../ui/ask/ask-panel.tsx'
import DateField from '../../../ui/form/date-field.tsx'
import { Beside } from '../../../ui/form/rows.tsx'
import { useDraft } from '../../../ui/form/use-draft.ts'
import { useSignedIn } from '../../../ui/me-context.ts'
import { filled, useCatalogueChoices } from './choices.ts'

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
          ...filled({
            addOns: draft.addOns.map((addOn) => ({
              addOn,
              ...filled({ options: addOn === 'option-support' ? draft.options.filter((o) => o !== 'data-hub') : [] }),
            })),
          }),
        }
      : null
  // A remedy that is an add-on joins this very quote; a plan replaces the one chosen.
  const remedy = (id: string) => {
    if (choices.plans.some((p) => p.value === id)) change({ plan: id })
    else if (choices.addOns.some((a) => a.value === id)) change({ addOns: [...new Set([...draft.addOns, id])] })
    else onRemedy(id)
  }
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
    >
      {(faultOf) => (
        <>
          <Beside>
            <Select
              label={t('contract.plan')}
              data={choices.plans}
              value={draft.plan}
              error={faultOf('plan')}
              onChange={(id) => id && change({ plan: id })}
            />
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
          <MultiSelect
            label={t('contract.options')}
            data={choices.options}
            value={draft.options}
            clearable
            error={faultOf('options')}
            onChange={(options) => change({ options })}
          />
          <MultiSelect
            label={t('contract.addOns')}
            data={choices.addOns}
            value={draft.addOns}
            clearable
            error={faultOf('addOns')}
            onChange={(addOns) => change({ addOns })}
          />
        </>
      )}
    </AskPanel>
  )
}
