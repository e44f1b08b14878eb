import { useMemo } from 'react'
import { useWords } from '../../i18n/use-words.ts'
import { Card } from '../../ui/card.tsx'
import { type Column, DataTable } from '../../ui/data-table/data-table.tsx'
import { useNames, useSignedIn } from '../../ui/me-context.ts'
import { Pill } from '../../ui/pill.tsx'
import { Seal } from '../../ui/seal.tsx'
import { Empty, Shown } from '../../ui/states.tsx'
import { Day } from '../../ui/times.tsx'
import { PageHead } from './page-head.tsx'
import css from './settings.module.css'
import { type Price, pricesIn, useTermsInForce } from './use-catalogue-data.ts'
import { useView } from './use-view.ts'

function useColumns(version: string): Column<Price>[] {
  const { t, wordFor, money, day } = useWords()
  const { catalogue } = useSignedIn()
  const names = useNames()
  return useMemo(() => {
    const what = (p: Price) => wordFor('charge.kind', p.charge) + (p.item ? ` · ${names.remedy(p.item)}` : '')
    const amount = (p: Price) =>
      p.amount === null ? t('settings.prices.unknown') : money(p.amount, catalogue.currency)
    return [
      {
        id: 'what',
        head: t('settings.prices.what'),
        fixed: true,
        phone: 'bare',
        order: what,
        text: what,
        cell: (p) => <b className={css.price}>{what(p)}</b>,
      },
      {
        id: 'amount',
        head: t('settings.prices.amount'),
        end: true,
        order: (p) => p.amount,
        text: amount,
        cell: (p) => (p.amount === null ? <Pill tone="warn">{t('settings.prices.unknown')}</Pill> : <b>{amount(p)}</b>),
      },
      {
        id: 'since',
        head: t('settings.prices.since'),
        order: (p) => p.from,
        text: (p) => day(p.from),
        cell: (p) => <Day date={p.from} weekday={false} />,
      },
      {
        id: 'clause',
        head: t('settings.prices.clause'),
        order: (p) => p.clause,
        text: (p) => p.clause,
        cell: (p) => <Seal id={p.clause} version={version} />,
      },
    ]
  }, [t, wordFor, money, day, catalogue.currency, names, version])
}

function PriceTable({ prices, version }: { prices: readonly Price[]; version: string }) {
  const { t } = useWords()
  const { view, change } = useView()
  return (
    <DataTable
      name={t('settings.prices.title')}
      columns={useColumns(version)}
      rows={prices}
      keyOf={(p) => `${p.charge} ${p.item} ${p.from}`}
      view={view}
      onView={(next) => change({ find: next.find, sort: next.sort, cols: next.cols })}
      findLabel={t('settings.prices.find')}
      empty={<Empty title={t('settings.prices.none')} />}
    />
  )
}

/** What things cost, as the terms in force say. Nothing is set here: a price is a datum with a clause and a date. */
export default function PricesPage() {
  const { t } = useWords()
  const terms = useTermsInForce()
  return (
    <>
      <PageHead title={t('settings.prices.title')} about={t('settings.prices.fixed')} />
      <Card flush>
        <Shown of={terms} lines={6}>
          {(data) => <PriceTable prices={pricesIn(data)} version={data.version} />}
        </Shown>
      </Card>
      <p className={`quiet small ${css.note}`}>{t('settings.prices.unknownNote')}</p>
    </>
  )
}
