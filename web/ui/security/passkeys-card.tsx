import { TextInput } from '@mantine/core'
import { useState } from 'react'
import { addPasskey, type OwnSecurity, passkeysWork, removePasskey, renamePasskey } from '../../api/sign-in.ts'
import { useWords } from '../../i18n/use-words.ts'
import { Button } from '../button.tsx'
import { Card } from '../card.tsx'
import { faultAt, passkeyFault } from '../sign-in/faults.ts'
import css from './security.module.css'
import { useChange } from './use-change.ts'

type Passkey = OwnSecurity['passkeys'][number]

function Renaming({ passkey, onDone }: { passkey: Passkey; onDone: () => void }) {
  const { t } = useWords()
  const [name, setName] = useState(passkey.name)
  const renaming = useChange(() => renamePasskey(passkey.id, name), onDone)
  return (
    <form
      className={css.rename}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        renaming.mutate()
      }}
    >
      <TextInput
        label={t('security.passkeys.name')}
        autoFocus
        value={name}
        onChange={(e) => setName(e.currentTarget.value)}
        error={faultAt(renaming.error, 'name')}
      />
      <Button type="submit" look="main" busy={renaming.isPending}>
        {t('security.passkeys.save')}
      </Button>
    </form>
  )
}

function Row({ passkey, mayChange }: { passkey: Passkey; mayChange: boolean }) {
  const { t, day } = useWords()
  const [renaming, setRenaming] = useState(false)
  const removing = useChange(() => removePasskey(passkey.id))
  const date = (at: string) => day(at.slice(0, 10), { weekday: false })
  return (
    <li>
      {renaming ? (
        <Renaming passkey={passkey} onDone={() => setRenaming(false)} />
      ) : (
        <div className={css.what}>
          <b>{passkey.name}</b>
          <p>
            {t('security.passkeys.made', { date: date(passkey.createdAt) })}
            {' · '}
            {passkey.usedAt
              ? t('security.passkeys.used', { date: date(passkey.usedAt) })
              : t('security.passkeys.unused')}
          </p>
          {passkey.here ? null : <p>{t('security.passkeys.elsewhere')}</p>}
        </div>
      )}
      {mayChange && !renaming ? (
        <>
          <Button size="small" onClick={() => setRenaming(true)}>
            {t('security.passkeys.rename')}
          </Button>
          <Button size="small" look="danger" busy={removing.isPending} onClick={() => removing.mutate()}>
            {t('security.passkeys.remove')}
          </Button>
        </>
      ) : null}
    </li>
  )
}

export function PasskeysCard({ passkeys, mayChange }: { passkeys: readonly Passkey[]; mayChange: boolean }) {
  const { t } = useWords()
  const adding = useChange(() => addPasskey(t('security.passkeys.newName')))
  const fault = passkeyFault(adding.error)
  return (
    <Card title={t('security.passkeys.title')}>
      <p className={css.lead}>{t('security.passkeys.lead')}</p>
      {fault ? (
        <p role="alert" className={css.fault}>
          {fault}
        </p>
      ) : null}
      {passkeys.length === 0 ? <p>{t('security.passkeys.none')}</p> : null}
      <ul className={css.rows} aria-label={t('security.passkeys.title')}>
        {passkeys.map((passkey) => (
          <Row key={passkey.id} passkey={passkey} mayChange={mayChange} />
        ))}
      </ul>
      {mayChange && passkeysWork() ? (
        <div className={css.acts}>
          <Button busy={adding.isPending} onClick={() => adding.mutate()}>
            {t('security.passkeys.add')}
          </Button>
        </div>
      ) : null}
      {passkeysWork() ? null : <p className={css.lead}>{t('security.passkeys.unavailable')}</p>}
      {adding.isPending ? <p role="status">{t('security.passkeys.addNote')}</p> : null}
    </Card>
  )
}
