import { TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useEffect, useMemo, useState } from 'react'
import { useDecisions, useTerms, useTermsVersions } from '../../api/queries.ts'
import type { Account, Clause } from '../../api/types.ts'
import { useWords } from '../../i18n/use-words.ts'
import { Card } from '../../ui/card.tsx'
import { Icon } from '../../ui/icon.tsx'
import { inLanguage, useSignedIn } from '../../ui/me-context.ts'
import { Empty, Shown } from '../../ui/states.tsx'
import { useTitle } from '../../ui/use-title.ts'
import { useOwnAccount, useOwnId } from '../account/own-account.ts'
import { Choice } from '../choice.tsx'
import { OpenOffers } from '../offers/open-offers.tsx'
import { PageHead } from '../page-head.tsx'
import { Binding } from './binding.tsx'
import { Changes } from './changes.tsx'
import { ClauseRow } from './clause-row.tsx'
import { Consent } from './consent.tsx'
import { AgreedRecord } from './record.tsx'
import css from './terms.module.css'

/** The clauses that this customer's answers and allowances rested on so far. */
function useCited(account: Account | undefined): ReadonlySet<string> {
  const decisions = useDecisions(useOwnId())
  return useMemo(
    () =>
      new Set([
        ...(decisions.data ?? []).flatMap((d) => d.decision.cites),
        ...(account?.meters ?? []).map((m) => m.clause),
      ]),
    [decisions.data, account],
  )
}

const folded = (text: string) => text.normalize('NFKC').toLowerCase()

function Top({ account, version }: { account: Account | undefined; version: string }) {
  const { t, day } = useWords()
  const versions = useTermsVersions()
  const effective = versions.data?.find((v) => v.version === version)?.effective
  return (
    <Card>
      <div className={css.top}>
        <div>
          <p className={css.version}>
            {t('portal.terms.version', { version })}{' '}
            {effective ? (
              <span className={css.quiet}>
                {t('portal.terms.effective', { date: day(effective, { weekday: false }) })}
              </span>
            ) : null}
          </p>
          {account?.terms ? <p className={css.quiet}>{t('portal.terms.binds')}</p> : null}
        </div>
        {account?.terms ? <Consent consent={account.terms.consent} /> : null}
      </div>
      <p className={css.authority}>{t('clause.authority')}</p>
    </Card>
  )
}

function Clauses({ clauses, version }: { clauses: readonly Clause[]; version: string }) {
  const { t, wordFor } = useWords()
  if (clauses.length === 0)
    return (
      <Card flush>
        <Empty title={t('table.noneFound')}>{t('portal.terms.noneFound')}</Empty>
      </Card>
    )
  const groups = [...Map.groupBy(clauses, (c) => c.id.slice(0, c.id.lastIndexOf('.')))]
  return groups.map(([group, list]) => {
    const key = `portal.terms.group.${group}`
    const name = wordFor('portal.terms.group', group)
    return (
      <Card key={group} title={name === key ? group : name} flush>
        <ul>
          {list.map((c) => (
            <ClauseRow key={c.id} clause={c} version={version} />
          ))}
        </ul>
      </Card>
    )
  })
}

const VIEWS = ['clauses', 'changes', 'record'] as const
type View = (typeof VIEWS)[number]
const viewOf = (show: string | undefined): View => VIEWS.find((v) => v === show) ?? 'clauses'

/** The clauses that bind, those behind one's own answers first; all of them on request, each opens. */
function ClausesView({ account, version }: { account: Account | undefined; version: string }) {
  const { t, language } = useWords()
  const { q = '', all } = useSearch({ from: '/terms' })
  const navigate = useNavigate()
  const [typed, setTyped] = useState(q)
  const [settled] = useDebouncedValue(typed, 200)
  const terms = useTerms(account ? version : undefined)
  const cited = useCited(account)
  useEffect(() => {
    if (settled !== q)
      void navigate({
        to: '/terms',
        search: (was) => ({ ...was, q: settled || undefined }),
        replace: true,
        resetScroll: false,
      })
  }, [settled, q, navigate])
  const every = all !== undefined || cited.size === 0
  const shown = (clauses: readonly Clause[]) => {
    const wanted = folded(settled)
    if (wanted)
      return clauses.filter((c) =>
        folded(`${c.id} ${inLanguage(c.title, language)} ${inLanguage(c.text, language)}`).includes(wanted),
      )
    return every ? clauses : clauses.filter((c) => cited.has(c.id))
  }
  return (
    <>
      <div className={css.tools}>
        <TextInput
          aria-label={t('portal.terms.search')}
          placeholder={t('portal.terms.search')}
          type="search"
          value={typed}
          leftSection={<Icon name="search" />}
          onChange={(e) => setTyped(e.currentTarget.value)}
          className={css.search}
        />
        {cited.size > 0 && !settled ? (
          <Choice
            look="halves"
            legend={t('portal.terms.which')}
            hideLegend
            value={every ? 'every' : 'cited'}
            options={[
              { value: 'cited', label: t('portal.terms.cited') },
              { value: 'every', label: t('portal.terms.every') },
            ]}
            onChange={(value) =>
              void navigate({
                to: '/terms',
                search: (was) => ({ ...was, all: value === 'every' ? '1' : undefined }),
                replace: true,
                resetScroll: false,
              })
            }
          />
        ) : null}
        <span role="status" className={css.quiet}>
          {terms.data ? t('portal.terms.found', { count: shown(terms.data.clauses).length }) : ''}
        </span>
      </div>
      <Shown of={terms} lines={8}>
        {(data) => <Clauses clauses={shown(data.clauses)} version={data.version} />}
      </Shown>
    </>
  )
}

/** The terms: which version binds, its clauses, what changed between versions, and who agreed to what. */
export default function TermsPage() {
  const { t } = useWords()
  const { catalogue } = useSignedIn()
  const account = useOwnAccount()
  const { show, version: wanted } = useSearch({ from: '/terms' })
  const navigate = useNavigate()
  const inForce = account.data?.terms?.version ?? catalogue.version
  const version = wanted ?? inForce
  const view = viewOf(show)
  useTitle(t('portal.terms.title'))
  return (
    <>
      <PageHead title={t('portal.terms.title')}>
        <Choice
          look="halves"
          legend={t('portal.agreed.views')}
          hideLegend
          value={view}
          options={VIEWS.map((v) => ({ value: v, label: t(`portal.agreed.${v}`) }))}
          onChange={(value) =>
            void navigate({ to: '/terms', search: value === 'clauses' ? {} : { show: value }, replace: true })
          }
        />
      </PageHead>
      <div className={css.page}>
        <OpenOffers />
        {view === 'clauses' ? <Top account={account.data} version={version} /> : null}
        {view !== 'record' && account.data ? <Binding account={account.data} version={inForce} /> : null}
        {view === 'clauses' ? <ClausesView account={account.data} version={version} /> : null}
        {view === 'changes' ? <Changes /> : null}
        {view === 'record' ? <AgreedRecord /> : null}
      </div>
    </>
  )
}
