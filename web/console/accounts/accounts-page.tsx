import { getRouteApi, Link, useNavigate } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import type { AccountRow } from '../../api/types.ts'
import { readAccounts } from '../../api/work.ts'
import { addDays } from '../../i18n/civil.ts'
import { useWords } from '../../i18n/use-words.ts'
import { Button, buttonClass } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { shownColumns } from '../../ui/data-table/column.ts'
import { DataTable, type TableView } from '../../ui/data-table/data-table.tsx'
import { nothing, type Paged } from '../../ui/data-table/rows.ts'
import { SavedViews } from '../../ui/data-table/saved-views.tsx'
import { useLongWork } from '../../ui/data-table/use-long-work.ts'
import { usePagedRows } from '../../ui/data-table/use-paged-rows.ts'
import { Icon } from '../../ui/icon.tsx'
import { useMay, useSignedIn } from '../../ui/me-context.ts'
import { Empty } from '../../ui/states.tsx'
import { useTitle } from '../../ui/use-title.ts'
import { PageTop } from '../page-top.tsx'
import { AccountBulk, type Chosen, useAccountExport } from './account-bulk.tsx'
import { useAccountColumns } from './account-columns.tsx'
import { AccountFilters, FILTERS, type Filter } from './account-filters.tsx'
import css from './accounts-page.module.css'
import { NewAccount } from './new-account.tsx'

const page = getRouteApi('/accounts')
type Search = Filter & { sort?: string | undefined; cols?: string | undefined }

/** The accounts that the address asks for; they stay with the server, which finds, sorts and counts them. */
function useFound(search: Search): Paged<AccountRow> {
  const { today } = useSignedIn()
  const { ends, hours, cols: _cols, ...rest } = search
  const query = {
    ...rest,
    endsBefore: ends ? addDays(today, Number(ends) + 1) : undefined,
    hoursUnder: hours,
  }
  return usePagedRows<AccountRow>(['accounts', query], (offset, limit, signal) =>
    readAccounts(query, offset, limit, signal),
  )
}

const kept = (search: Record<string, string | undefined>) =>
  Object.fromEntries(
    [...FILTERS, 'sort', 'cols'].flatMap((name) => {
      const value = search[name]
      return value === undefined ? [] : [[name, value]]
    }),
  )

/** Everybody with whom there is, was or may be a contract. The address holds every filter, so that a view can be sent. */
export default function AccountsPage() {
  const { t } = useWords()
  const { do: doing, clause: _clause, terms: _terms, ...search } = page.useSearch()
  const navigate = useNavigate()
  const assigned = useSignedIn().may['accounts.read'] === 'assigned'
  const set = (part: Record<string, string | undefined>) =>
    void navigate({ to: '/accounts', search: (now) => ({ ...now, ...part }), replace: true })
  const paged = useFound(search)
  const everyColumn = useAccountColumns()
  const columns = useMemo(
    () => (assigned ? everyColumn.filter((c) => c.id === 'name' || c.id === 'prefecture') : everyColumn),
    [everyColumn, assigned],
  )
  const [chosen, setChosen] = useState<Chosen>(nothing)
  const work = useLongWork()
  const view = { sort: search.sort, cols: search.cols }
  const exportRows = useAccountExport(work, paged, shownColumns(columns, view))
  const change = (part: Record<string, string | undefined>) => {
    setChosen(nothing)
    set(part)
  }
  const [mayAdd, mayImport] = [useMay('accounts.write'), useMay('imports.run')]
  useTitle(t('nav.accounts'))
  return (
    <>
      <PageTop crumbs={[{ label: t('nav.accounts') }]} />
      <header className={css.head}>
        <h1>{t('nav.accounts')}</h1>
        {mayImport ? (
          <Link to="/imports" className={`${css.import} ${buttonClass()}`}>
            {t('imports.link')}
          </Link>
        ) : null}
        {mayAdd ? (
          <Button look="main" onClick={() => set({ do: 'new' })}>
            <Icon name="plus" size={14} />
            {t('accounts.new')}
          </Button>
        ) : null}
      </header>
      <Card flush>
        <DataTable
          name={t('nav.accounts')}
          columns={columns}
          paged={paged}
          keyOf={(row) => row.id}
          nameOf={(row) => row.name}
          onOpen={(row) => void navigate({ to: '/accounts/$accountId', params: { accountId: row.id } })}
          view={view}
          onView={(next: TableView) => set({ sort: next.sort, cols: next.cols })}
          {...(assigned ? {} : { selection: chosen, onSelection: setChosen })}
          onExport={() => exportRows(chosen)}
          bulk={<AccountBulk chosen={chosen} onChosen={setChosen} paged={paged} work={work} onExport={exportRows} />}
          tools={
            assigned ? undefined : (
              <>
                <SavedViews
                  screen="accounts"
                  query={kept(search)}
                  onOpen={(query) => {
                    setChosen(nothing)
                    void navigate({ to: '/accounts', search: query })
                  }}
                />
                <AccountFilters filter={search} onChange={change} />
              </>
            )
          }
          empty={
            FILTERS.some((name) => search[name]) ? (
              <p className={css.none}>{t('table.noneFound')}</p>
            ) : (
              <Empty
                title={t('accounts.none')}
                action={
                  mayAdd ? (
                    <Button look="main" onClick={() => set({ do: 'new' })}>
                      {t('accounts.new')}
                    </Button>
                  ) : undefined
                }
              >
                {t('accounts.noneText')}
              </Empty>
            )
          }
        />
      </Card>
      <NewAccount open={doing === 'new'} onClose={() => set({ do: undefined })} />
    </>
  )
}
