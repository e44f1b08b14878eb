import { MultiSelect, Select } from '@mantine/core'
import { changeContract } from '../../../api/commands.ts'
import type { Account, Contract } from '../../../api/types.ts'
import { addDays } from '../../../i18n/civil.ts'
import { useWords } from '../../../i18n/use-words.ts'
import { AskPanel } from '../../../ui/ask/ask-panel.tsx'
import DateField from '../../../ui/form/date-field.tsx'
import { useDraft } from '../../../ui/form/use-draft.ts'
import { useSignedIn } from '../../../ui/me-context.ts'
import { Empty } from '../../../ui/states.tsx'
import { runningContract } from '../running.ts'
import { filled, useCatalogueChoices } from './choices.ts'

type Props = { account: Account; plan: string | undefined; onClose: () => void; onRemedy: (id: string) => void }

function Change({ contract, plan, onClose, onRemedy }: Omit<Props, 'account'> & { contract: Contract }) {
  const { t } = useWords()
  const { today } = useSignedIn()
  const choices = useCatalogueChoices()
  const tomorrow = addDays(today, 1)
  const { draft, change, forget } = useDraft(`change.${contract.id}`, {
    on: contract.period.from > tomorrow ? contract.period.from : tomorrow,
    plan: contract.plan,
    options: contract.options,
    addOns: [] as string[],
    ...(plan ? { plan } : {}),
  })
  const part = {
    ...filled({ plan: draft.plan === contract.plan ? '' : draft.plan }),
    ...filled({
      addOptions: draft.options.filter((o) => !contract.options.includes(o)),
      removeOptions: contract.options.filter((o) => !draft.options.includes(o)),
      addOns: draft.addOns.map((addOn) => ({
        addOn,
        ...filled({ options: addOn === 'option-support' ? draft.options.filter((o) => o !== 'data-hub') : [] }),
      })),
    }),
  }
  const input = draft.on && Object.keys(part).length > 0 ? { on: draft.on, ...part } : null
  const remedy = (id: string) => {
    if (choices.plans.some((p) => p.value === id)) change({ plan: id })
    else if (choices.addOns.some((a) => a.value === id)) change({ addOns: [...new Set([...draft.addOns, id])] })
    else onRemedy(id)
  }
  return (
    <AskPanel
      title={t('contract.change')}
      about={`change ${contract.id}`}
      version={contract.version}
      input={JSON.stringify(input)}
      onClose={onClose}
      onDone={forget}
      onRemedy={remedy}
      prompt={t('contract.changePrompt')}
      command={(accepted) =>
        input && changeContract(contract.id, { ...input, ...(accepted.charges ? { acceptCharges: true } : {}) })
      }
      label={t('contract.changeDo')}
    >
      {(faultOf) => (
        <>
          <Select
            label={t('contract.plan')}
            data={choices.plans}
            value={draft.plan}
            error={faultOf('plan')}
            onChange={(id) => id && change({ plan: id })}
          />
          <DateField
            label={t('contract.on')}
            value={draft.on}
            today={today}
            error={faultOf('on')}
            onChange={(on) => change({ on })}
          />
          <MultiSelect
            label={t('contract.options')}
            data={choices.options}
            value={draft.options}
            clearable
            error={faultOf('addOptions')}
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

/** Another plan up or down, options more or fewer: asked for the day on which it is to hold. */
export default function ChangeContract(props: Props) {
  const { t } = useWords()
  const contract = runningContract(props.account)
  return contract ? <Change {...props} contract={contract} /> : <Empty title={t('contract.none')} />
}
