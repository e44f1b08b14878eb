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
import { filled } from './choices.ts'
import { addOnsIn, OptionsAndAddOns, PlanField, useRemedy } from './contract-fields.tsx'

type Props = { account: Account; plan: string | undefined; onClose: () => void; onRemedy: (id: string) => void }

function Change({ contract, plan, onClose, onRemedy }: Omit<Props, 'account'> & { contract: Contract }) {
  const { t } = useWords()
  const { today } = useSignedIn()
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
    }),
    ...addOnsIn(draft),
  }
  const input = draft.on && Object.keys(part).length > 0 ? { on: draft.on, ...part } : null
  const remedy = useRemedy(draft, change, onRemedy)
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
          <PlanField draft={draft} change={change} faultOf={faultOf} />
          <DateField
            label={t('contract.on')}
            value={draft.on}
            today={today}
            error={faultOf('on')}
            onChange={(on) => change({ on })}
          />
          <OptionsAndAddOns draft={draft} change={change} faultOf={faultOf} optionsField="addOptions" />
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
