import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { get } from '../../api/client.ts'
import type { Side, Translated } from '../../api/types.ts'
import { useWords } from '../../i18n/use-words.ts'
import { Card } from '../../ui/card.tsx'
import { inLanguage, useSignedIn } from '../../ui/me-context.ts'
import { Shown } from '../../ui/states.tsx'
import { PageHead } from './page-head.tsx'
import css from './roles.module.css'

type Relation = 'all' | 'account' | 'assigned' | 'department' | 'own'
type Permissions = {
  sides: { side: Side; roles: { id: string; name: Translated }[] }[]
  relations: { id: Relation; name: Translated; meaning: Translated }[]
  actions: { id: string; name: Translated; reach: Partial<Record<string, Relation>> }[]
}

const usePermissions = () =>
  useQuery({
    queryKey: ['permissions'],
    queryFn: ({ signal }) => get<Permissions>('/permissions', undefined, signal),
    staleTime: Number.POSITIVE_INFINITY,
  })

function Sides({ side, onSide }: { side: Side; onSide: (side: Side) => void }) {
  const { t } = useWords()
  return (
    <div className={css.sides} role="tablist" aria-label={t('settings.roles.title')}>
      {(['vendor', 'partner', 'customer'] as const).map((each) => (
        <button key={each} type="button" role="tab" aria-selected={each === side} onClick={() => onSide(each)}>
          {t(`side.${each}`)}
        </button>
      ))}
    </div>
  )
}

function Closed() {
  const { t } = useWords()
  return (
    <>
      <span aria-hidden="true">–</span>
      <span className="hidden-text">{t('settings.roles.closed')}</span>
    </>
  )
}

/** One side's roles beside each other: the own roles stand out, and a dash is a closed door. */
function Matrix({ permissions, side }: { permissions: Permissions; side: Side }) {
  const { t, language } = useWords()
  const { user } = useSignedIn()
  const roles = permissions.sides.find((s) => s.side === side)?.roles ?? []
  const names = new Map(permissions.relations.map((r) => [r.id, inLanguage(r.name, language)]))
  const isOwn = (role: string) => user.side === side && user.roles.includes(role)
  const actions = permissions.actions.filter((a) => roles.some((r) => a.reach[`${side}.${r.id}`]))
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways is reached by keyboard
    <section className={css.scroll} tabIndex={0} aria-label={t(`side.${side}`)}>
      <table className={css.matrix}>
        <thead>
          <tr>
            <th scope="col">{t('settings.roles.action')}</th>
            {roles.map((r) => (
              <th key={r.id} scope="col" data-own={isOwn(r.id) || undefined}>
                {inLanguage(r.name, language)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {actions.map((a) => (
            <tr key={a.id}>
              <th scope="row">{inLanguage(a.name, language)}</th>
              {roles.map((r) => {
                const relation = a.reach[`${side}.${r.id}`]
                return (
                  <td key={r.id} data-own={isOwn(r.id) || undefined} data-reach={relation}>
                    {relation ? names.get(relation) : <Closed />}
                  </td>
                )
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

/** The one table of who may do what, as the server reads it. */
export default function RolesPage() {
  const { t, language } = useWords()
  const { user } = useSignedIn()
  const [side, setSide] = useState<Side>(user.side)
  const permissions = usePermissions()
  return (
    <>
      <PageHead title={t('settings.roles.title')} about={t('settings.roles.note')} />
      <Shown of={permissions} lines={12}>
        {(data) => (
          <div className={css.page}>
            <Card flush>
              <Sides side={side} onSide={setSide} />
              <Matrix permissions={data} side={side} />
            </Card>
            <Card title={t('settings.roles.reach')}>
              <dl className={css.meanings}>
                {data.relations.map((r) => (
                  <div key={r.id}>
                    <dt>{inLanguage(r.name, language)}</dt>
                    <dd>{inLanguage(r.meaning, language)}</dd>
                  </div>
                ))}
              </dl>
            </Card>
          </div>
        )}
      </Shown>
    </>
  )
}
