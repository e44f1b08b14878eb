import { type ReactNode, useEffect, useRef } from 'react'
import { useClause } from '../api/queries.ts'
import type { Clause, Datum } from '../api/types.ts'
import { useWords } from '../i18n/use-words.ts'
import { useClauses } from './clause-context.ts'
import css from './clause-panel.module.css'
import { dataInOrder, useDatum } from './datum.ts'
import { Icon } from './icon.tsx'
import { inLanguage } from './me-context.ts'
import { Pill } from './pill.tsx'
import { Seal } from './seal.tsx'
import { Shown } from './states.tsx'

const SHOWN = 5

function DatumRow({ datum }: { datum: Datum }) {
  const { t } = useWords()
  const textOf = useDatum()
  return (
    <div>
      <dt>{datum.path}</dt>
      <dd>
        <b>{textOf(datum)}</b>
        {datum.reading ? <span className={css.reading}>{datum.reading}</span> : null}
        {datum.alternatives?.length ? (
          <span className={css.reading}>{t('clause.alternatives', { list: datum.alternatives.join(', ') })}</span>
        ) : null}
      </dd>
    </div>
  )
}

function Data({ data }: { data: Datum[] }) {
  const { t } = useWords()
  const ordered = dataInOrder(data)
  const rows = (list: Datum[]) => list.map((datum) => <DatumRow key={`${datum.path} ${datum.value}`} datum={datum} />)
  return (
    <>
      <dl className={css.data}>{rows(ordered.slice(0, SHOWN))}</dl>
      {ordered.length > SHOWN ? (
        <details className={css.more}>
          <summary>{t('clause.more', { count: ordered.length - SHOWN })}</summary>
          <dl className={css.data}>{rows(ordered.slice(SHOWN))}</dl>
        </details>
      ) : null}
    </>
  )
}

/** `file/name` of a story, the name first. */
function Stories({ items }: { items: readonly string[] }) {
  return (
    <ul className={css.stories}>
      {items.map((item) => {
        const cut = item.indexOf('/')
        return (
          <li key={item}>
            {item.slice(cut + 1)} <small>{item.slice(0, cut)}</small>
          </li>
        )
      })}
    </ul>
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
  <ul className={css.list}>
    {items.map((item) => (
      <li key={item}>{item}</li>
    ))}
  </ul>
)

export function ClauseText({ clause, version }: { clause: Clause; version?: string | undefined }) {
  const { language, t } = useWords()
  const reading = clause.reading ? inLanguage(clause.reading, language) : null
  return (
    <article className={css.clause} lang={language}>
      <div className={css.top}>
        <Seal id={clause.id} version={version} />
        {(clause.kinds ?? [clause.kind]).map((kind) => (
          <Pill key={kind} tone="quiet">
            {t(`clause.kind.${kind}`)}
          </Pill>
        ))}
        {(clause.version ?? version) ? (
          <span className={css.version}>{t('clause.version', { version: clause.version ?? version ?? '' })}</span>
        ) : null}
      </div>
      <h2 className={css.title}>{inLanguage(clause.title, language)}</h2>
      <p className="prose">{inLanguage(clause.text, language)}</p>
      {reading ? (
        <Part title={t('clause.reading')}>
          <p className="prose">{reading}</p>
        </Part>
      ) : null}
      {clause.data?.length ? (
        <Part title={t('clause.data')}>
          <Data data={clause.data} />
        </Part>
      ) : null}
      {clause.rules?.length ? (
        <Part title={t('clause.rules')}>
          <List items={clause.rules} />
        </Part>
      ) : null}
      {clause.scenarios?.length ? (
        <Part title={t('clause.scenarios')}>
          <Stories items={clause.scenarios} />
        </Part>
      ) : null}
      {language === 'en' ? <p className={css.note}>{t('clause.authority')}</p> : null}
    </article>
  )
}

/** Esc closes, and whoever was reading goes on where they were. */
function useReading(open: boolean, close: () => void) {
  const panel = useRef<HTMLDivElement>(null)
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
    <div
      ref={panel}
      role="dialog"
      aria-label={t('clause.panel')}
      tabIndex={-1}
      className={css.panel}
      style={
        beside && beside > 700 ? { right: innerWidth - beside + 12, borderRadius: 10, top: 14, bottom: 14 } : undefined
      }
    >
      <div className={css.head}>
        <h2>{t('clause.panel')}</h2>
        <button type="button" aria-label={t('act.close')} onClick={close}>
          <Icon name="close" />
        </button>
      </div>
      <div className={css.body}>
        <Shown of={clause} lines={6}>
          {(data) => <ClauseText clause={data} version={version} />}
        </Shown>
      </div>
    </div>
  )
}
