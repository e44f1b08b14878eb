import { Menu } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { signOut } from '../api/commands.ts'
import { useWords } from '../i18n/use-words.ts'
import { Icon } from './icon.tsx'
import { useSignedIn } from './me-context.ts'
import css from './user-menu.module.css'

/** Who is signed in, and the way out. */
export function UserMenu() {
  const { t } = useWords()
  const { user } = useSignedIn()
  const client = useQueryClient()
  const leave = async () => {
    await signOut().catch(() => {})
    client.clear()
    client.setQueryData(['me'], null)
  }
  return (
    <Menu position="top-start" width={220}>
      <Menu.Target>
        <button type="button" className={css.who} aria-label={t('app.signedInAs', { name: user.name })}>
          <Icon name="person" size={15} />
          <span>{user.name}</span>
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{user.email}</Menu.Label>
        <Menu.Item onClick={() => void leave()}>{t('app.signOut')}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
