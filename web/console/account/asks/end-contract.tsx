import { endContract } from '../../../api/commands.ts'
import type { Account } from '../../../api/types.ts'
import { useWords } from '../../../i18n/use-words.ts'
import { AskPanel } from '../../../ui/ask/ask-panel.tsx'
import DateField from '../../../ui/form/date-field.tsx'
import { useDraft } from '../../../ui/form/use-draft.ts'
import { useSignedIn } from '../../../ui/me-context.ts'
import { Empty } from '../../../ui/states.tsx'
import { runningContract } from '../running.ts'

type Props = { account: Account; onClose: () => void; onRemedy: (id: string) => void }

/** Notice: when it takes effect, and what falls away with it, is the answer's to say. */
export default function EndContract({ account, onClose, onRemedy }: Props) {
  const { t } = useWords()
  const { today } = useSignedIn()
  const contract = runningContract(account)
  const { draft, change, forget } = useDraft(`end.${account.id}`, { on: today })
  if (!contract) return <Empty title={t('contract.none')} />
  return (
    <AskPanel
      title={t('contract.end')}
      about={`end ${contract.id}`}
      version={contract.version}
      input={draft.on}
      onClose={onClose}
      onDone={forget}
      onRemedy={onRemedy}
      danger
      command={() => (draft.on ? endContract(contract.id, draft.on) : null)}
      label={t('contract.endDo')}
    >
      {(faultOf) => (
        <DateField
          label={t('contract.endOn')}
          value={draft.on}
          today={today}
          error={faultOf('on')}
          onChange={(on) => change({ on })}
        />
      )}
    </AskPanel>
  )
}
