import { useNavigate } from '@tanstack/react-router'
import type { Session } from '../../api/types.ts'
import { useWords } from '../../i18n/use-words.ts'
import { Icon } from '../../ui/icon.tsx'
import { SmallMenu } from '../../ui/small-menu.tsx'
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
    <SmallMenu
      label={t('session.actsOf', { when: when(session.start) })}
      className={css.more ?? ''}
      button={<Icon name="more" />}
      entries={open.map(({ act }) => ({
        id: act,
        label: t(`session.act.${act}`),
        run: () =>
          void navigate({ to: '.', search: (now) => ({ ...now, do: act, on: session.id }), resetScroll: false }),
      }))}
    />
  )
}
