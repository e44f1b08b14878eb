import { Menu } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import type { Session } from '../../api/types.ts'
import { useWords } from '../../i18n/use-words.ts'
import { Icon } from '../../ui/icon.tsx'
import css from './session-menu.module.css'

const ACTS = [
  { act: 'move', may: 'move' },
  { act: 'cancel', may: 'cancel' },
  { act: 'complete', may: 'complete' },
  { act: 'no-show', may: 'noShow' },
] as const

/** What may still happen with a session: the server says which, the answer card says at what price. */
export function SessionMenu({ session }: { session: Session }) {
  const { t, when } = useWords()
  const navigate = useNavigate()
  const open = ACTS.filter(({ may }) => session.may[may])
  if (open.length === 0) return null
  return (
    <Menu position="bottom-end" width={180}>
      <Menu.Target>
        <button type="button" className={css.more} aria-label={t('session.actsOf', { when: when(session.start) })}><Icon name="more" /></button>
      </Menu.Target>
      <Menu.Dropdown>
        {open.map(({ act }) => (
          <Menu.Item key={act} onClick={() => void navigate({ to: '.', search: (now) => ({ ...now, do: act, on: session.id }), resetScroll: false })}>
            {t(`session.act.${act}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
