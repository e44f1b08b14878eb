import { TextInput } from '@mantine/core'
import { useWords } from '../../../i18n/use-words.ts'
import type { FaultOf } from '../../../ui/ask/ask-panel.tsx'
import { Beside } from '../../../ui/form/rows.tsx'

type Connection = { tenant: string; target: string }
type Props = { draft: Connection; change: (part: Partial<Connection>) => void; faultOf: FaultOf; first?: boolean }

/** Which of the customer's systems is connected with what; `first` where the form begins with it. */
export function ConnectionFields({ draft, change, faultOf, first }: Props) {
  const { t } = useWords()
  return (
    <Beside>
      <TextInput
        label={t('order.tenant')}
        value={draft.tenant}
        error={faultOf('tenant')}
        onChange={(e) => change({ tenant: e.currentTarget.value })}
        data-autofocus={first || undefined}
      />
      <TextInput
        label={t('order.target')}
        value={draft.target}
        error={faultOf('target')}
        onChange={(e) => change({ target: e.currentTarget.value })}
      />
    </Beside>
  )
}
