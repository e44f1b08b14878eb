import { Select } from '@mantine/core'
import { getRouteApi } from '@tanstack/react-router'
import { useMemo } from 'react'
import { useLedger } from '../../api/queries.ts'
import { useWords } from '../../i18n/use-words.ts'
import { Card } from '../../ui/card.tsx'
import { DataTable } from '../../ui/data-table/data-table.tsx'
import { movementsOf } from '../../ui/ledger.ts'
import { useNames } from '../../ui/me-context.ts'
import { Empty, Shown } from '../../ui/states.tsx'
import { Adjustments } from './adjustments.tsx'
import css from './ledger.module.css'
import { useLedgerColumns } from './ledger-columns.tsx'

const page = getRouteApi('/accounts/$accountId/ledger')

/** The book of minutes and counts: append-only, newest first, with the running balance and the clause behind each entry. */
export default function LedgerTab() {
  const { t } = useWords()
  const names = useNames()
  const { accountId } = page.useParams()
  const { allowance, ...view } = page.useSearch()
  const navigate = page.useNavigate()
  const ledger = useLedger(accountId)
  const movements = useMemo(() => movementsOf(ledger.data ?? []), [ledger.data])
  const columns = useLedgerColumns(accountId)
  return (
    <>
      <Adjustments accountId={accountId} />
      <Card flush>
        <Shown of={ledger} lines={10}>
          {(entries) => (
            <DataTable
              name={t('account.tab.ledger')}
              columns={columns}
              rows={allowance ? movements.filter((e) => e.allowance === allowance) : movements}
              keyOf={(e) => e.id}
              view={view}
              onView={(next) =>
                void navigate({ search: (now) => ({ ...now, ...next }), replace: true, resetScroll: false })
              }
              findLabel={t('ledger.find')}
              empty={<Empty title={t('ledger.none')}>{t('ledger.noneText')}</Empty>}
              tools={
                <Select
                  className={css.filter}
                  size="xs"
                  clearable
                  placeholder={t('ledger.allowance')}
                  aria-label={t('ledger.allowance')}
                  value={allowance ?? null}
                  data={[...new Set(entries.map((e) => e.allowance))].map((id) => ({
                    value: id,
                    label: names.allowance(id),
                  }))}
                  onChange={(id) =>
                    void navigate({
                      search: (now) => ({ ...now, allowance: id ?? undefined }),
                      replace: true,
                      resetScroll: false,
                    })
                  }
                />
              }
            />
          )}
        </Shown>
      </Card>
    </>
  )
}
