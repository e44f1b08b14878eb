import { getRouteApi } from '@tanstack/react-router'
import { useAccount } from '../../api/queries.ts'
import type { Order } from '../../api/types.ts'
import { useWords } from '../../i18n/use-words.ts'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { useNames } from '../../ui/me-context.ts'
import { Pill } from '../../ui/pill.tsx'
import { Empty, Shown } from '../../ui/states.tsx'
import { Span, When } from '../../ui/times.tsx'
import { ContractCard } from './contract-card.tsx'
import css from './contracts.module.css'
import { SentOffers } from './offers/sent-offers.tsx'
import { runningContract } from './running.ts'
import { Timeline } from './timeline.tsx'

const page = getRouteApi('/accounts/$accountId/contracts')

function OrderRow({ order }: { order: Order }) {
  const { t, wordFor } = useWords()
  const names = useNames()
  const details = [
    order.connection,
    order.target,
    ...order.options.map(names.option),
    order.language === 'ja' ? null : names.language(order.language),
  ].filter(Boolean)
  return (
    <li className={css.order}>
      <div>
        <b>{names.addOn(order.addOn)}</b> {order.included ? <Pill tone="in">{t('order.included')}</Pill> : null}{' '}
        <Pill tone={order.state === 'active' ? 'ok' : 'quiet'}>{wordFor('order.state', order.state)}</Pill>
        {details.length > 0 ? <span>{details.join(' · ')}</span> : null}
      </div>
      <div className={css.coverage}>
        {order.coverage.map((c) => (
          <Span key={c.from} {...c} />
        ))}
        {order.acceptance ? (
          <span>
            {t('contract.accepted')} <When at={order.acceptance.at} year={false} weekday={false} /> ·{' '}
            {order.acceptance.by}
          </span>
        ) : null}
      </div>
    </li>
  )
}

/** What was agreed: the basic contract with its history, and the orders beside it; each change is asked for first. */
export default function ContractsTab() {
  const { t } = useWords()
  const { accountId } = page.useParams()
  const navigate = page.useNavigate()
  const account = useAccount(accountId)
  const ask = (what: string) =>
    void navigate({ search: (now) => ({ ...now, do: what, on: undefined, with: undefined }), resetScroll: false })
  return (
    <Shown of={account} lines={8}>
      {(data) => {
        const running = runningContract(data)
        return (
          <>
            <div className={css.acts}>
              {running ? (
                <>
                  <Button onClick={() => ask('change')}>{t('contract.change')}</Button>
                  <Button onClick={() => ask('order')}>{t('order.title')}</Button>
                  <Button onClick={() => ask('project')}>{t('project.title')}</Button>
                  <Button look="danger" onClick={() => ask('end')}>
                    {t('contract.end')}
                  </Button>
                </>
              ) : (
                <>
                  <Button look="main" onClick={() => ask('open')}>
                    {t('contract.open')}
                  </Button>
                  <Button onClick={() => ask('order')}>{t('order.title')}</Button>
                </>
              )}
            </div>
            <SentOffers accountId={accountId} />
            <Timeline account={data} />
            {data.contracts.length === 0 ? (
              <Card flush>
                <Empty title={t('contract.none')}>{t('account.noContractText')}</Empty>
              </Card>
            ) : (
              data.contracts.map((c) => <ContractCard key={c.id} contract={c} />)
            )}
            <Card title={t('order.all')} flush>
              {data.orders.length === 0 ? (
                <Empty title={t('order.none')}>{t('order.noneText')}</Empty>
              ) : (
                <ul>
                  {data.orders.map((o) => (
                    <OrderRow key={o.id} order={o} />
                  ))}
                </ul>
              )}
            </Card>
          </>
        )
      }}
    </Shown>
  )
}
