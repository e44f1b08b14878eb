import { Textarea } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { sendOffer, useRefreshAgreements } from '../../../api/agreements.ts'
import { ApiProblem } from '../../../api/client.ts'
import { addDays } from '../../../i18n/civil.ts'
import { useWords } from '../../../i18n/use-words.ts'
import { useKey } from '../../../ui/ask/use-key.ts'
import { Button } from '../../../ui/button.tsx'
import DateField from '../../../ui/form/date-field.tsx'
import { useMay, useSignedIn } from '../../../ui/me-context.ts'
import css from './offers.module.css'

type Asked = Parameters<typeof sendOffer>[1] extends infer Input
  ? Input extends { lastDay: string }
    ? Omit<Input, 'lastDay' | 'note'>
    : never
  : never

/** What a command says of its account is said by the offer itself. */
export function withoutAccount<T extends { accountId: string }>(input: T): Omit<T, 'accountId'> {
  const { accountId: _account, ...rest } = input
  return rest
}

const DAYS = 14

/** Instead of agreeing in the customer's stead: what is asked goes to the customer, who accepts it there. */
export function SendOffer({ accountId, asked }: { accountId: string; asked: Asked }) {
  const { t } = useWords()
  const { today } = useSignedIn()
  const may = useMay('offers.write')
  const key = useKey()
  const refresh = useRefreshAgreements()
  const [open, setOpen] = useState(false)
  const [lastDay, setLastDay] = useState(addDays(today, DAYS))
  const [note, setNote] = useState('')
  const input = JSON.stringify({ asked, lastDay, note })
  const sending = useMutation({
    mutationFn: () => {
      const words = note.trim()
      return sendOffer(
        accountId,
        { ...asked, lastDay, ...(words ? { note: words } : {}) } as Parameters<typeof sendOffer>[1],
        key.of(input),
      )
    },
    onSuccess: () => {
      key.spent()
      setOpen(false)
      return refresh()
    },
  })
  if (!may) return null
  if (!open)
    return (
      <div className={css.send}>
        <Button size="small" onClick={() => setOpen(true)}>
          {t('sentOffer.send')}
        </Button>
        <span role="status" className={css.said}>
          {sending.data?.applied ? t('sentOffer.sent') : null}
        </span>
      </div>
    )
  return (
    <fieldset className={css.sending}>
      <legend>{t('sentOffer.send')}</legend>
      <p className={css.quiet}>{t('sentOffer.lead')}</p>
      <DateField label={t('sentOffer.lastDay')} value={lastDay} today={today} onChange={setLastDay} />
      <Textarea
        label={t('sentOffer.note')}
        value={note}
        maxLength={1000}
        autosize
        minRows={2}
        onChange={(e) => setNote(e.currentTarget.value)}
      />
      {sending.error ? (
        <p role="alert" className={css.fault}>
          {sending.error instanceof ApiProblem
            ? (sending.error.errors[0]?.detail ?? sending.error.detail)
            : t('error.bug')}
        </p>
      ) : null}
      <div className={css.buttons}>
        <Button size="small" onClick={() => setOpen(false)}>
          {t('sentOffer.back')}
        </Button>
        <Button size="small" look="main" busy={sending.isPending} disabled={!lastDay} onClick={() => sending.mutate()}>
          {t('sentOffer.do')}
        </Button>
      </div>
    </fieldset>
  )
}
