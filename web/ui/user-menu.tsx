import { useNavigate } from '@tanstack/react-router'
import { endView, signOut } from '../api/commands.ts'
import { useBecome } from '../api/queries.ts'
import { leaveView, viewedAccount } from '../api/viewing.ts'
import { useWords } from '../i18n/use-words.ts'
import { Icon } from './icon.tsx'
import { useSignedIn } from './me-context.ts'
import { SmallMenu } from './small-menu.tsx'
import css from './user-menu.module.css'

/** Who is signed in, and the way out. */
export function UserMenu() {
  const { t } = useWords()
  const { user } = useSignedIn()
  const become = useBecome()
  const navigate = useNavigate()
  const leave = async () => {
    await signOut().catch(() => {})
    become(null)
  }
  const endLook = async () => {
    await endView().catch(() => {})
    const account = viewedAccount()
    if (account) leaveView(account)
  }
  return (
    <SmallMenu
      label={t('app.signedInAs', { name: user.name })}
      className={css.who ?? ''}
      heading={user.email}
      entries={
        user.viewedBy
          ? [{ id: 'end', label: t('viewing.end'), run: () => void endLook() }]
          : [
              { id: 'security', label: t('security.menu'), run: () => void navigate({ to: '/security' }) },
              { id: 'out', label: t('app.signOut'), run: () => void leave() },
            ]
      }
      button={
        <>
          <Icon name="person" size={15} />
          <span>{user.name}</span>
        </>
      }
    />
  )
}
