import { type DragEvent, useId, useRef, useState } from 'react'
import type { ImportReport } from '../../api/imports.ts'
import { useWords } from '../../i18n/use-words.ts'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import css from './imports.module.css'

const TAKEN = '.csv,.tsv,.txt,.xlsx'

const size = (bytes: number) =>
  bytes < 1e6 ? `${Math.max(1, Math.round(bytes / 1e3))} kB` : `${(bytes / 1e6).toFixed(1)} MB`

type Props = { file: File | null; report: ImportReport | null; onFile: (file: File | null) => void }

/** The file: dropped or chosen; once there, its name and how it was read. */
export function FileDrop({ file, report, onFile }: Props) {
  const { t } = useWords()
  const id = useId()
  const input = useRef<HTMLInputElement>(null)
  const [over, setOver] = useState(false)
  const drop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    const [first] = event.dataTransfer.files
    if (first) onFile(first)
  }
  return (
    <section
      className={css.drop}
      data-over={over ? '' : undefined}
      data-full={file ? '' : undefined}
      aria-label={t('imports.file')}
      onDragOver={(event) => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <input
        ref={input}
        id={id}
        className="hidden-text"
        type="file"
        accept={TAKEN}
        tabIndex={-1}
        aria-label={t('imports.choose')}
        onChange={(event) => {
          const [first] = event.currentTarget.files ?? []
          if (first) onFile(first)
          // The same file, mended and chosen again, is a new question.
          event.currentTarget.value = ''
        }}
      />
      {file ? (
        <>
          <div className={css.file}>
            <b>{file.name}</b>
            <span className="quiet small">
              {[
                size(file.size),
                report?.encoding ? t(`imports.encoding.${report.encoding}`) : null,
                report?.headRow ? t('imports.headRow', { row: report.headRow }) : null,
              ]
                .filter(Boolean)
                .join(' · ')}
            </span>
          </div>
          <Button size="small" onClick={() => input.current?.click()}>
            {t('imports.another')}
          </Button>
        </>
      ) : (
        <>
          <Icon name="draw" size={22} />
          <p>{t('imports.dropHere')}</p>
          <Button look="main" onClick={() => input.current?.click()}>
            {t('imports.choose')}
          </Button>
          <p className="quiet small">{t('imports.taken')}</p>
        </>
      )}
    </section>
  )
}
