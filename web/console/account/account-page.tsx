import { useHotkeys } from '@mantine/hooks'
import { getRouteApi, Link, Outlet, useMatchRoute, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { viewAs } from '../../api/commands.ts'
import { useAccount } from '../../api/queries.ts'
import type { Account } from '../../api/types.ts'
import { portalOf } from '../../api/viewing.ts'
import { useWords } from '../../i18n/use-words.ts'
import { Button, buttonClass } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { useMay } from '../../ui/me-context.ts'
import { Shown } from '../../ui/states.tsx'
import { useTitle } from '../../ui/use-title.ts'
import { PageTop } from '../page-top.tsx'
import { AccountFacts } from './account-facts.tsx'
import css from './account-page.module.css'
import { AskAside } from './ask-aside.tsx'
import { OverviewAside } from './overview-aside.tsx'
import { runningContract } from './running.ts'

const page = getRouteApi('/accounts/$accountId')

const TABS = [
  { to: '/accounts/$accountId', word: 'overview' },
  { to: '/accounts/$accountId/timeline', word: 'timeline' },
  { to: '/accounts/$accountId/contracts', word: 'contracts' },
  { to: '/accounts/$accountId/sessions', word: 'sessions' },
  { to: '/accounts/$accountId/ledger', word: 'ledger' },
  { to: '/accounts/$accountId/charges', word: 'charges' },
  { to: '/accounts/$accountId/decisions', word: 'decisions' },
  { to: '/accounts/$accountId/people', word: 'people' },
] as const

function Tabs({ accountId }: { accountId: string }) {
  const { t } = useWords()
  return (
    <nav className={css.tabs} aria-label={t('account.parts')}>
      {TABS.map(({ to, word }) => (
        <Link
          key={word}
          to={to}
          params={{ accountId }}
          activeOptions={{ exact: true, includeSearch: false }}
          activeProps={{ 'aria-current': 'page' }}
          search={(now) => ({ do: now.do, on: now.on, with: now.with })}
          resetScroll={false}
        >
          {t(`account.tab.${word}`)}
        </Link>
      ))}
    </nav>
  )
}

/** Looking at the customer's portal, as they see it; nothing can be changed there. */
function ViewAs({ accountId }: { accountId: string }) {
  const { t } = useWords()
  const [failed, setFailed] = useState<string | null>(null)
  const look = async () => {
    try {
      await viewAs(accountId)
      location.assign(portalOf(accountId))
    } catch (error) {
      setFailed(error instanceof Error ? error.message : t('error.title'))
    }
  }
  return (
    <>
      <Button onClick={() => void look()}>{t('viewing.begin')}</Button>
      {failed ? <span role="alert">{failed}</span> : null}
    </>
  )
}

/** Every change about this customer, who made it, and what was before. */
const RecordOf = ({ accountId }: { accountId: string }) => (
  <Link className={buttonClass({})} to="/settings/$page" params={{ page: 'audit' }} search={{ account: accountId }}>
    {useWords().t('audit.ofThis')}
  </Link>
)

function Head({ account, onBook, onOpen }: { account: Account; onBook: () => void; onOpen: () => void }) {
  const { t } = useWords()
  const [mayOpen, mayBook, mayView] = [useMay('contracts.write'), useMay('sessions.book'), useMay('portal.view-as')]
  const mayAudit = useMay('audit.read')
  const bookable = runningContract(account) !== undefined || account.orders.length > 0
  return (
    <header className={css.head}>
      <div className={css.title}>
        <h1>{account.name}</h1>
        <AccountFacts account={account} />
      </div>
      <div className={css.acts}>
        {mayAudit ? <RecordOf accountId={account.id} /> : null}
        {mayView ? <ViewAs accountId={account.id} /> : null}
        {runningContract(account) || !mayOpen ? null : (
          <Button look={bookable ? 'plain' : 'main'} onClick={onOpen}>
            <Icon name="plus" size={14} />
            {t('contract.open')}
          </Button>
        )}
        {bookable && mayBook ? (
          <Button look="main" hint="B" onClick={onBook}>
            {t('booking.title')}
          </Button>
        ) : null}
      </div>
    </header>
  )
}

/** Everything about one customer; what is being asked for stands beside it and in the address. */
export default function AccountPage() {
  const { t } = useWords()
  const { accountId } = page.useParams()
  const search = page.useSearch()
  const navigate = useNavigate()
  const account = useAccount(accountId)
  const isOverview = Boolean(useMatchRoute()({ to: '/accounts/$accountId', params: { accountId } }))
  const ask = (what: string | undefined, on?: string, chosen?: string) =>
    void navigate({ to: '.', search: (now) => ({ ...now, do: what, on, with: chosen }), resetScroll: false })
  useHotkeys([['b', () => ask('book')]])
  useTitle(account.data?.name)
  return (
    <>
      <PageTop crumbs={[{ label: t('nav.accounts'), to: '/accounts' }, { label: account.data?.name ?? '…' }]} />
      <Shown of={account} lines={10}>
        {(data) => (
          <>
            <Head account={data} onBook={() => ask('book')} onOpen={() => ask('open')} />
            <Tabs accountId={accountId} />
            <div className={css.cols} data-aside={search.do || isOverview ? '' : undefined}>
              <div className={css.content}>
                <Outlet />
              </div>
              {search.do ? (
                <AskAside account={data} what={search.do} on={search.on} chosen={search.with} ask={ask} />
              ) : isOverview ? (
                <OverviewAside account={data} />
              ) : null}
            </div>
          </>
        )}
      </Shown>
    </>
  )
}
