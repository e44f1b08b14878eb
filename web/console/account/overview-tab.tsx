import { getRouteApi, Link } from '@tanstack/react-router'
import { lazy, Suspense } from 'react'
import { useAccount, useLedger, useUsage } from '../../api/queries.ts'
import { useWords } from '../../i18n/use-words.ts'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { DataTable } from '../../ui/data-table/data-table.tsx'
import { movementsOf } from '../../ui/ledger.ts'
import { useSignedIn } from '../../ui/me-context.ts'
import { MeterCard } from '../../ui/meter.tsx'
import { PairLegend } from '../../ui/pair-bar.tsx'
import { Empty, Loading, Shown } from '../../ui/states.tsx'
import { useLedgerColumns } from './ledger-columns.tsx'
import { metersInOrder, usageInOrder } from './meter-order.ts'
import css from './overview.module.css'

const UsageCard = lazy(() => import('./usage-card.tsx'))
const page = getRouteApi('/accounts/$accountId')

function LatestEntries({ accountId }: { accountId: string }) {
  const { t } = useWords()
  const ledger = useLedger(accountId)
  const columns = useLedgerColumns(accountId, { short: true })
  return (
    <Card
      title={t('account.tab.ledger')}
      flush
      aside={
        <Link to="/accounts/$accountId/ledger" params={{ accountId }}>
          {t('ledger.all')}
        </Link>
      }
    >
      <Shown of={ledger}>
        {(entries) => (
          <DataTable
            plain
            name={t('account.tab.ledger')}
            columns={columns}
            rows={movementsOf(entries).slice(0, 6)}
            keyOf={(e) => e.id}
            view={{}}
            onView={() => {}}
            empty={<Empty title={t('ledger.none')}>{t('ledger.noneText')}</Empty>}
          />
        )}
      </Shown>
    </Card>
  )
}

export default function OverviewTab() {
  const { t } = useWords()
  const { accountId } = page.useParams()
  const navigate = page.useNavigate()
  const { today } = useSignedIn()
  const account = useAccount(accountId)
  const usage = useUsage(accountId)
  const openContract = () => void navigate({ search: (now) => ({ ...now, do: 'open' }) })
  return (
    <>
      <Card title={t('meter.left')} aside={<PairLegend />} flush>
        <Shown of={account}>
          {(data) =>
            data.meters.length === 0 ? (
              <Empty
                title={t('account.noMeters')}
                action={
                  data.state === 'none' ? (
                    <Button look="main" onClick={openContract}>
                      {t('contract.open')}
                    </Button>
                  ) : undefined
                }
              >
                {data.state === 'none' ? t('account.noContractText') : t('account.noMetersText')}
              </Empty>
            ) : (
              <div className={css.meters} data-count={data.meters.length}>
                {metersInOrder(data.meters, today).map((m) => (
                  <MeterCard
                    key={`${m.holder.id} ${m.allowance} ${m.office ?? ''} ${m.from}`}
                    meter={m}
                    today={today}
                  />
                ))}
              </div>
            )
          }
        </Shown>
      </Card>
      {usage.data?.length ? (
        <Suspense
          fallback={
            <Card title={t('account.usage')}>
              <Loading lines={6} />
            </Card>
          }
        >
          <UsageCard accountId={accountId} usage={usageInOrder(usage.data, today)} />
        </Suspense>
      ) : null}
      <LatestEntries accountId={accountId} />
    </>
  )
}
