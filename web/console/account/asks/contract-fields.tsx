import { MultiSelect, Select } from '@mantine/core'
import { useWords } from '../../../i18n/use-words.ts'
import type { FaultOf } from '../../../ui/ask/ask-panel.tsx'
import { filled, useCatalogueChoices } from './choices.ts'

type Draft = { plan: string; options: string[]; addOns: string[] }
type Fields = { draft: Draft; change: (part: Partial<Draft>) => void; faultOf: FaultOf }

export function PlanField({ draft, change, faultOf }: Fields) {
  const { t } = useWords()
  const { plans } = useCatalogueChoices()
  return (
    <Select
      label={t('contract.plan')}
      data={plans}
      value={draft.plan}
      error={faultOf('plan')}
      onChange={(id) => id && change({ plan: id })}
    />
  )
}

/** `optionsField` is the command's name for the options, under which it tells what is wrong with them. */
export function OptionsAndAddOns({ draft, change, faultOf, optionsField }: Fields & { optionsField: string }) {
  const { t } = useWords()
  const choices = useCatalogueChoices()
  return (
    <>
      <MultiSelect
        label={t('contract.options')}
        data={choices.options}
        value={draft.options}
        clearable
        error={faultOf(optionsField)}
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
  )
}

/** The add-ons of the form as a command takes them; the support of options names those of the contract. */
export const addOnsIn = (draft: Draft) =>
  filled({
    addOns: draft.addOns.map((addOn) => ({
      addOn,
      ...filled({ options: addOn === 'option-support' ? draft.options.filter((o) => o !== 'data-hub') : [] }),
    })),
  })

/** A remedy that is an add-on joins what is being asked for; a plan replaces the one chosen; others lead elsewhere. */
export function useRemedy(draft: Draft, change: Fields['change'], elsewhere: (id: string) => void) {
  const { plans, addOns } = useCatalogueChoices()
  return (id: string) => {
    if (plans.some((p) => p.value === id)) change({ plan: id })
    else if (addOns.some((a) => a.value === id)) change({ addOns: [...new Set([...draft.addOns, id])] })
    else elsewhere(id)
  }
}
