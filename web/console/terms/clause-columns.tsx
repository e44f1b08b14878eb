import { Link } from '@tanstack/react-router'
import { useMemo } from 'react'
import type { Clause, Datum } from '../../api/types.ts'
import { useWords } from '../../i18n/use-words.ts'
import type { Column } from '../../ui/data-table/data-table.tsx'
import { dataInOrder, datumText, useDatum } from '../../ui/datum.ts'
import { inLanguage } from '../../ui/me-context.ts'
import { Pill } from '../../ui/pill.tsx'
import { Seal } from '../../ui/seal.tsx'
import css from './terms.module.css'

const SHOWN = 3
export const kindsOf = (clause: Clause) => clause.kinds ?? [clause.kind]

/** `basic.11` sorts after `basic.2`, groups by their names. */
const orderOf = (id: string) => {
  const [group, number] = id.split('.')
  return `${group} ${(number ?? '').padStart(4, '0')}`
}

function More({ count }: { count: number }) {
  const { t } = useWords()
  return count > 0 ? <li className="quiet">{t('clause.more', { count })}</li> : null
}

const None = () => <span className="quiet">—</span>

function Few({ items }: { items: readonly string[] }) {
  if (items.length === 0) return <None />
  return (
    <ul className={css.few}>
      {items.slice(0, SHOWN).map((item) => (
        <li key={item}>{item}</li>
      ))}
      <More count={items.length - SHOWN} />
    </ul>
  )
}

/** `file/name` of the stories about a clause, each a way to play it. */
function Stories({ items }: { items: readonly string[] }) {
  if (items.length === 0) return <None />
  return (
    <ul className={css.few}>
      {items.slice(0, SHOWN).map((item) => {
        const cut = item.indexOf('/')
        const name = item.slice(cut + 1)
        return (
          <li key={item} className={css.story}>
            <Link to="/scenarios" search={{ file: item.slice(0, cut), name }} title={name}>
              {name}
            </Link>
          </li>
        )
      })}
      <More count={items.length - SHOWN} />
    </ul>
  )
}

function Data({ data }: { data: readonly Datum[] }) {
  const textOf = useDatum()
  const ordered = dataInOrder(data)
  if (ordered.length === 0) return <None />
  return (
    <ul className={css.data}>
      {ordered.slice(0, SHOWN).map((d) => (
        <li key={`${d.path} ${datumText(d.value)}`}>
          <b>{textOf(d)}</b> <code>{d.path}</code>
          {d.reading ? <span>{d.reading}</span> : null}
        </li>
      ))}
      <More count={ordered.length - SHOWN} />
    </ul>
  )
}

/** How a clause is decided and proved is the vendor's to see; the server leaves it out for others. */
const INSIDE = new Set(['rules', 'scenarios', 'screens'])

export function useClauseColumns(version: string, inside: boolean): Column<Clause>[] {
  const { t, language } = useWords()
  return useMemo(() => {
    const all: Column<Clause>[] = [
      {
        id: 'id',
        head: t('terms.clause'),
        fixed: true,
        phone: 'bare',
        width: '104px',
        order: (c) => orderOf(c.id),
        text: (c) => c.id,
        cell: (c) => <Seal id={c.id} version={version} />,
      },
      {
        id: 'kind',
        head: t('terms.kind'),
        phone: 'corner',
        width: '92px',
        order: (c) => c.kind,
        text: (c) =>
          kindsOf(c)
            .map((kind) => t(`clause.kind.${kind}`))
            .join(' '),
        cell: (c) => (
          <span className={css.kinds}>
            {kindsOf(c).map((kind) => (
              <Pill key={kind} tone={kind === 'enforce' ? 'in' : 'quiet'}>
                {t(`clause.kind.${kind}`)}
              </Pill>
            ))}
          </span>
        ),
      },
      {
        id: 'text',
        head: t('terms.says'),
        fixed: true,
        phone: 'bare',
        text: (c) => `${inLanguage(c.title, language)} ${inLanguage(c.text, language)}`,
        cell: (c) => (
          <div className={css.says}>
            <b>{inLanguage(c.title, language)}</b>
            <span>{inLanguage(c.text, language)}</span>
          </div>
        ),
      },
      {
        id: 'data',
        head: t('terms.data'),
        width: '250px',
        text: (c) => c.data.map((d) => `${d.path} ${datumText(d.value)} ${d.reading ?? ''}`).join(' '),
        cell: (c) => <Data data={c.data} />,
      },
      {
        id: 'rules',
        head: t('terms.rules'),
        width: '140px',
        text: (c) => c.rules.join(' '),
        cell: (c) => <Few items={c.rules} />,
      },
      {
        id: 'scenarios',
        head: t('terms.scenarios'),
        width: '230px',
        order: (c) => c.scenarios.length,
        text: (c) => c.scenarios.join(' / '),
        cell: (c) => <Stories items={c.scenarios} />,
      },
      {
        id: 'screens',
        head: t('terms.screens'),
        extra: true,
        text: (c) => c.screens.join(' '),
        cell: (c) => <Few items={c.screens} />,
      },
    ]
    return inside ? all : all.filter((c) => !INSIDE.has(c.id))
  }, [t, language, version, inside])
}
