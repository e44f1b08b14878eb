import { type ReactNode, useEffect, useRef } from 'react'
import { useClause } from '../api/queries.ts'
import type { Clause, Datum } from '../api/types.ts'
import { useWords } from '../i18n/use-words.ts'
import { useClauses } from './clause-context.ts'
import css from './clause-panel.module.css'
import { Icon } from './icon.tsx'
import { inLanguage } from './me-context.ts'
import { Pill } from './pill.tsx'
import { Seal } from './seal.tsx'
import { Shown } from './states.tsx'

const isAmount = (value: unknown): value is { value: unknown; unit?: string } =>
  typeof value === 'object' && value !== null && 'value' in value

/** A datum of the terms as text; structures are written out, not hidden. */
export function datumText(value: unknown): string {
  if (value === null || value === undefined) return '—'
  if (isAmount(value)) return `${datumText(value.value)}${value.unit ? ` ${value.unit}` : ''}`
  if (Array.isArray(value)) return value.map(datumText).join(', ')
  if (typeof value === 'object') return Object.entries(value).map(([k, v]) => `${k}: ${datumText(v)}`).join(', ')
  return String(value)
}

function Data({ data }: { data: Datum[] }) {
  const { t } = useWords()
  return (
    <dl className={css.data}>
      {data.map((datum) => (
        <div key={datum.path}>
          <dt>{datum.path}</dt>
          <dd>
            <b>{datumText(datum.value)}{datum.unit ? ` ${datum.unit}` : ''}</b>
            {datum.reading ? <span className={css.reading}>{t('clause.readingIs', { reading: datum.reading })}</span> : null}
            {datum.alternatives?.length ? (
              <span className={css.reading}>{t('clause.alternatives', { list: datum.alternatives.join(', ') })}</span>
            ) : null}
          </dd>
        </div>
      ))}
    </dl>
  )
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className={css.part}>
      <h3>{title}</h3>
      {children}
    </section>
  )
}

const List = ({ items }: { items: readonly string[] }) => (
  <ul className={css.list}>{items.map((item) => <li key={item}>{item}</li>)}</ul>
)

export function ClauseText({ clause, version }: { clause: Clause; version?: string | undefined }) {
  const { language, t } = useWords()
  const reading = clause.reading ? inLanguage(clause.reading, language) : null
  return (
    <article className={css.clause} lang={language}>
      <div className={css.top}>
        <Seal id={clause.id} version={version} />
        <Pill tone="quiet">{t(`clause.kind.${clause.kind}`)}</Pill>
        {clause.version ?? version ? <span className={css.version}>{t('clause.version', { version: clause.version ?? version ?? '' })}</span> : null}
      </div>
      <h2 className={css.title}>{inLanguage(clause.title, language)}</h2>
      <p className="prose">{inLanguage(clause.text, language)}</p>
      {reading ? <Part title={t('clause.reading')}><p className="prose">{reading}</p></Part> : null}
      {clause.data?.length ? <Part title={t('clause.data')}><Data data={clause.data} /></Part> : null}
      {clause.rules?.length ? <Part title={t('clause.rules')}><List items={clause.rules} /></Part> : null}
      {clause.scenarios?.length ? <Part title={t('clause.scenarios')}><List items={clause.scenarios} /></Part> : null}
      {language === 'en' ? <p className={css.note}>{t('clause.authority')}</p> : null}
    </article>
  )
}

/** Esc closes, and whoever was reading goes on where they were. */
function useReading(open: boolean, close: () => void) {
  const panel = useRef<HTMLElement>(null)
  useEffect(() => {
    if (!open) return
    const before = document.activeElement
    panel.current?.focus()
    const listen = (event: KeyboardEvent) => {
      if (event.key === 'Escape') close()
    }
    window.addEventListener('keydown', listen)
    return () => {
      window.removeEventListener('keydown', listen)
      if (before instanceof HTMLElement) before.focus({ preventScroll: true })
    }
  }, [open, close])
  return panel
}

/** The clause beside the page, wherever a seal was pressed: nothing is dimmed, both can be read. */
export default function ClausePanel() {
  const { t } = useWords()
  const { id, version, beside, close } = useClauses()
  const clause = useClause(id, version)
  const panel = useReading(id !== undefined, close)
  if (!id) return null
  return (
    <aside
      ref={panel} role="dialog" aria-label={t('clause.panel')} tabIndex={-1} className={css.panel}
      style={beside && beside > 700 ? { right: innerWidth - beside + 12, borderRadius: 10, top: 14, bottom: 14 } : undefined}
    >
      <header className={css.head}>
        <h2>{t('clause.panel')}</h2>
        <button type="button" aria-label={t('act.close')} onClick={close}><Icon name="close" /></button>
      </header>
      <div className={css.body}><Shown of={clause} lines={6}>{(data) => <ClauseText clause={data} version={version} />}</Shown></div>
    </aside>
  )
}
