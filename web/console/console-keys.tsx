import { Link, useLocation } from '@tanstack/react-router'
import { useWords } from '../i18n/use-words.ts'
import KeySheet, { type KeyLine } from '../ui/key-sheet.tsx'
import { useSignedIn } from '../ui/me-context.ts'
import { paletteKey } from '../ui/palette-context.ts'
import { usePages } from './shell.tsx'

/** The keys of this page, then those that hold everywhere. */
export default function ConsoleKeys({ onClose }: { onClose: () => void }) {
  const { t } = useWords()
  const { may } = useSignedIn()
  const { pathname } = useLocation()
  const pages = usePages()
  const isList = /^\/(accounts$|accounts\/.+\/(sessions|ledger|charges)|terms$|imports)/.test(pathname)
  const here: KeyLine[] = [
    ...(/^\/accounts\/.+/.test(pathname) && may['sessions.book'] ? [{ keys: ['b'], does: t('keyLines.book') }] : []),
    ...(isList
      ? [
          { keys: ['↑', '↓', 'j', 'k'], does: t('keyLines.rows') },
          { keys: ['Home', 'End'], does: t('keyLines.ends') },
        ]
      : []),
    ...(pathname === '/accounts'
      ? [
          { keys: ['Enter'], does: t('keyLines.openRow') },
          { keys: ['Space', 'x'], does: t('keyLines.choose') },
        ]
      : []),
    ...(pathname === '/calendar'
      ? [
          { keys: ['←', '→'], does: t('keyLines.turn') },
          { keys: ['t'], does: t('keyLines.today') },
        ]
      : []),
    ...(isList || pathname.endsWith('/timeline') ? [{ keys: ['/'], does: t('keyLines.find') }] : []),
  ]
  return (
    <KeySheet
      open
      onClose={onClose}
      foot={
        <Link to="/gallery" onClick={onClose}>
          {t('gallery.title')}
        </Link>
      }
      lines={[
        ...here,
        { keys: [paletteKey], does: t('keyLines.palette') },
        { keys: ['1', '–', String(pages.length)], does: t('keyLines.pages') },
        { keys: ['Esc'], does: t('keyLines.close') },
        { keys: ['?'], does: t('keyLines.keys') },
      ]}
    />
  )
}
