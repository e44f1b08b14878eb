import { useWords } from '../i18n/use-words.ts'
import KeySheet from '../ui/key-sheet.tsx'
import { paletteKey } from '../ui/palette-context.ts'

export default function ConsoleKeys({ onClose }: { onClose: () => void }) {
  const { t } = useWords()
  return (
    <KeySheet
      open
      onClose={onClose}
      lines={[
        { keys: [paletteKey], does: t('keyLines.palette') },
        { keys: ['b'], does: t('keyLines.book') },
        { keys: ['/'], does: t('keyLines.find') },
        { keys: ['↑', '↓'], does: t('keyLines.rows') },
        { keys: ['Enter'], does: t('keyLines.openRow') },
        { keys: ['1', '2', '3'], does: t('keyLines.pages') },
        { keys: ['Esc'], does: t('keyLines.close') },
        { keys: ['?'], does: t('keyLines.keys') },
      ]}
    />
  )
}
