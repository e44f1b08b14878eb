import { type KeyboardEvent, useRef } from 'react'
import css from './scenarios.module.css'

type Props = { value: string; onChange: (text: string) => void; label: string; onRun: () => void }

/** Text with line numbers, since what is wrong in a file is named by its line. ⌘Enter or Ctrl+Enter plays it; Tab leaves the field. */
export function ScriptField({ value, onChange, label, onRun }: Props) {
  const gutter = useRef<HTMLPreElement>(null)
  const lines = Math.max(value.split('\n').length, 8)
  const keys = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.metaKey || event.ctrlKey)) {
      event.preventDefault()
      onRun()
    }
  }
  return (
    <div className={css.script}>
      <pre ref={gutter} aria-hidden="true">
        {Array.from({ length: lines }, (_, i) => i + 1).join('\n')}
      </pre>
      <textarea
        aria-label={label}
        value={value}
        spellCheck={false}
        wrap="off"
        rows={Math.min(lines + 1, 22)}
        onKeyDown={keys}
        onChange={(e) => onChange(e.currentTarget.value)}
        onScroll={(e) => {
          if (gutter.current) gutter.current.scrollTop = e.currentTarget.scrollTop
        }}
      />
    </div>
  )
}
