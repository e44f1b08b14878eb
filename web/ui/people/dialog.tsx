import { Modal } from '@mantine/core'
import type { ReactNode } from 'react'
import { useWords } from '../../i18n/use-words.ts'
import { Icon } from '../icon.tsx'
import css from './people.module.css'

type Props = { title: string; size: number; onClose: () => void; children: ReactNode }

/** A dialog whose heading is a heading: the library's would be a second banner of the page. */
export function Dialog({ title, size, onClose, children }: Props) {
  const { t } = useWords()
  return (
    <Modal.Root opened onClose={onClose} size={size}>
      <Modal.Overlay />
      <Modal.Content aria-label={title}>
        <Modal.Body className={css.sheet}>
          <div className={css.sheetHead}>
            <h2>{title}</h2>
            <button type="button" aria-label={t('act.close')} onClick={onClose}>
              <Icon name="close" />
            </button>
          </div>
          <div className={css.sheetBody}>{children}</div>
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  )
}
