import { Checkbox, Modal, Select, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { ApiProblem } from '../../api/client.ts'
import { createAccount } from '../../api/commands.ts'
import { useWords } from '../../i18n/use-words.ts'
import { useKey } from '../../ui/ask/use-key.ts'
import { Button } from '../../ui/button.tsx'
import { Rows } from '../../ui/form/rows.tsx'
import { useNames } from '../../ui/me-context.ts'
import css from './new-account.module.css'

export function NewAccount({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useWords()
  const names = useNames()
  const navigate = useNavigate()
  const client = useQueryClient()
  const [name, setName] = useState('')
  const [prefecture, setPrefecture] = useState<string | null>(null)
  const [existing, setExisting] = useState(false)
  const key = useKey()
  const creating = useMutation({
    mutationFn: () => {
      const input = { name: name.trim(), prefecture: prefecture ?? '', ...(existing ? { existingCustomer: true } : {}) }
      return createAccount(input, key.of(JSON.stringify(input)))
    },
    onSuccess: async (account) => {
      await client.invalidateQueries({ queryKey: ['accounts'] })
      await navigate({ to: '/accounts/$accountId', params: { accountId: account.id } })
    },
  })
  const problem = creating.error instanceof ApiProblem ? creating.error : null
  const faultOf = (field: string) =>
    problem?.errors.find((e) => e.field === field)?.detail ?? (problem?.field === field ? problem.detail : undefined)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (name.trim() && prefecture) creating.mutate()
  }
  return (
    <Modal
      opened={open}
      onClose={onClose}
      title={t('accounts.new')}
      size={460}
      closeButtonProps={{ 'aria-label': t('act.close') }}
    >
      <form onSubmit={submit} noValidate>
        <Rows>
          {problem && !faultOf('name') && !faultOf('prefecture') ? (
            <p role="alert" className={css.alert}>
              {problem.detail}
            </p>
          ) : null}
          <TextInput
            label={t('accounts.name')}
            placeholder={t('accounts.namePlaceholder')}
            value={name}
            error={faultOf('name')}
            data-autofocus
            onChange={(e) => setName(e.currentTarget.value)}
          />
          <Select
            label={t('accounts.prefecture')}
            description={t('accounts.prefectureNote')}
            searchable
            value={prefecture}
            error={faultOf('prefecture')}
            onChange={setPrefecture}
            data={names.prefectures.map((id) => ({ value: id, label: names.prefecture(id) }))}
          />
          <Checkbox
            label={t('accounts.existing')}
            description={t('accounts.existingNote')}
            checked={existing}
            onChange={(e) => setExisting(e.currentTarget.checked)}
          />
          <div className={css.foot}>
            <Button onClick={onClose}>{t('act.cancel')}</Button>
            <Button type="submit" look="main" busy={creating.isPending} disabled={!name.trim() || !prefecture}>
              {t('accounts.create')}
            </Button>
          </div>
        </Rows>
      </form>
    </Modal>
  )
}
