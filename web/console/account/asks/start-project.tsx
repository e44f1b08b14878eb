import { startProject } from '../../../api/commands.ts'
import type { Account } from '../../../api/types.ts'
import { addDays } from '../../../i18n/civil.ts'
import { useWords } from '../../../i18n/use-words.ts'
import { AskPanel } from '../../../ui/ask/ask-panel.tsx'
import DateField from '../../../ui/form/date-field.tsx'
import { useDraft } from '../../../ui/form/use-draft.ts'
import { useSignedIn } from '../../../ui/me-context.ts'
import { Empty } from '../../../ui/states.tsx'
import { runningContract } from '../running.ts'
import { ConnectionFields } from './connection-fields.tsx'

type Props = { account: Account; onClose: () => void; onRemedy: (id: string) => void }

/** Set-up of a connection inside the plan, without an order. */
export default function StartProject({ account, onClose, onRemedy }: Props) {
  const { t } = useWords()
  const { today } = useSignedIn()
  const contract = runningContract(account)
  const { draft, change, forget } = useDraft(`project.${account.id}`, {
    tenant: '',
    target: '',
    start: addDays(today, 1),
  })
  if (!contract) return <Empty title={t('contract.none')} />
  const ready = draft.tenant.trim() && draft.target.trim() && draft.start
  const input = ready
    ? { contractId: contract.id, tenant: draft.tenant.trim(), target: draft.target.trim(), start: draft.start }
    : null
  return (
    <AskPanel
      title={t('project.title')}
      about={`project ${contract.id}`}
      input={JSON.stringify(input)}
      onClose={onClose}
      onDone={forget}
      onRemedy={onRemedy}
      command={() => input && startProject(input)}
      label={t('project.do')}
    >
      {(faultOf) => (
        <>
          <ConnectionFields draft={draft} change={change} faultOf={faultOf} first />
          <DateField
            label={t('contract.start')}
            value={draft.start}
            today={today}
            error={faultOf('start')}
            onChange={(start) => change({ start })}
          />
        </>
      )}
    </AskPanel>
  )
}
