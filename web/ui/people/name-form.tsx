import { TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useRefreshPeople } from '../../api/people.ts'
import { useWords } from '../../i18n/use-words.ts'
import { Button } from '../button.tsx'
import css from './people.module.css'
import { faultsOf } from './use-faults.ts'

/** The one field of what is known by a name (a department, a partner), in the line where that stands. */
export function NameForm({
  label,
  initial,
  maxLength,
  save,
  onSave,
  onClose,
}: {
  label: string
  initial: string
  maxLength: number
  /** What the button says. */
  save: string
  onSave: (name: string) => Promise<unknown>
  onClose: () => void
}) {
  const { t } = useWords()
  const [name, setName] = useState(initial)
  const refresh = useRefreshPeople()
  const saving = useMutation({
    mutationFn: () => onSave(name.trim()),
    onSuccess: async () => {
      await refresh()
      onClose()
    },
  })
  const faults = faultsOf(saving.error, (field) => field === 'name')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (name.trim()) saving.mutate()
  }
  return (
    <form onSubmit={submit} noValidate className={css.inline}>
      <TextInput
        aria-label={label}
        placeholder={label}
        value={name}
        maxLength={maxLength}
        error={faults.at('name') ?? faults.whole}
        ref={(field) => field?.focus({ preventScroll: true })}
        onChange={(e) => setName(e.currentTarget.value)}
      />
      <Button size="small" type="submit" look="main" busy={saving.isPending} disabled={!name.trim()}>
        {save}
      </Button>
      <Button size="small" onClick={onClose}>
        {t('act.cancel')}
      </Button>
    </form>
  )
}
