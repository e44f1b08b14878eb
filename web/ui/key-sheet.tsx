import { Modal } from '@mantine/core'
import type { ReactNode } from 'react'
import { useWords } from '../i18n/use-words.ts'
import css from './key-sheet.module.css'

export type KeyLine = { keys: string[]; does: string }

/** Every key that does something here. */
export default function KeySheet({
  open,
  onClose,
  lines,
  foot,
}: {
  open: boolean
  onClose: () => void
  lines: readonly KeyLine[]
  foot?: ReactNode
}) {
  const { t } = useWords()
  return (
    <Modal
      opened={open}
      onClose={onClose}
      title={t('keys.title')}
      size={440}
      closeButtonProps={{ 'aria-label': t('act.close') }}
    >
      <dl className={css.keys}>
        {lines.map((line) => (
          <div key={line.does}>
            <dt>
              {line.keys.map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dt>
            <dd>{line.does}</dd>
          </div>
        ))}
      </dl>
      {foot}
    </Modal>
  )
}
