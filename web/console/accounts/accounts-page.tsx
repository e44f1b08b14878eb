import { Select } from '@mantine/core'
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router'
import { useMemo } from 'react'
import { useAccounts, useStaff } from '../../api/queries.ts'
import type { AccountRow } from '../../api/types.ts'
import { useWords } from '../../i18n/use-words.ts'
import { Button, buttonClass, TextButton } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { DataTable, type TableView } from '../../ui/data-table/data-table.tsx'
import { FindField } from '../../ui/data-table/tools.tsx'
import { Icon } from '../../ui/icon.tsx'
import { inLanguage, useMay, useSignedIn } from '../../ui/me-context.ts'
import { Empty, Failure, Loading } from '../../ui/states.tsx'
import { useTitle } from '../../ui/use-title.ts'
import { PageTop } from '../page-top.tsx'
import { useAccountColumns } from './account-columns.tsx'
import css from './accounts-page.module.css'
import { NewAccount } from './new-account.tsx'

const page = getRouteApi('/accounts')
const STATES = ['active', 'notice-given', 'upcoming', 'ended', 'none'] as const

type Filter = {
  q?: string | undefined
  plan?: string | undefined
  phase?: string | undefined
  state?: string | undefined
  responsible?: string | undefined
}

function Filters({ filter, onChange }: { filter: Filter; onChange: (part: Filter) => void }) {
  const { t, language } = useWords()
  const { catalogue } = useSignedIn()
  const staff = useStaff()
  const narrow = {
    clearable: true,
    size: 'xs',
    className: css.filter,
    comboboxProps: { width: 220, position: 'bottom-start' as const },
  }
  const chosen = Object.values(filter).some(Boolean)
  return (
    <>
      <FindField label={t('accounts.find')} value={filter.q} onChange={(q) => onChange({ q })} />
      <Select
        {...narrow}
        aria-label={t('accounts.plan')}
        placeholder={t('accounts.plan')}
        value={filter.plan ?? null}
        data={catalogue.plans.map((p) => ({ value: p.id, label: inLanguage(p.name, language) }))}
        onChange={(plan) => onChange({ plan: plan ?? undefined })}
      />
      <Select
        {...narrow}
        aria-label={t('accounts.phase')}
        placeholder={t('accounts.phase')}
        value={filter.phase ?? null}
        data={(['onboarding', 'success'] as const).map((p) => ({ value: p, label: t(`phase.${p}`) }))}
        onChange={(phase) => onChange({ phase: phase ?? undefined })}
      />
      <Select
        {...narrow}
        aria-label={t('accounts.state')}
        placeholder={t('accounts.state')}
        value={filter.state ?? null}
        data={STATES.map((s) => ({ value: s, label: t(`state.${s}`) }))}
        onChange={(state) => onChange({ state: state ?? undefined })}
      />
      <Select
        {...narrow}
        searchable
        aria-label={t('accounts.responsible')}
        placeholder={t('accounts.responsible')}
        value={filter.responsible ?? null}
        data={(staff.data ?? []).map((s) => ({ value: s.id, label: s.name }))}
        onChange={(responsible) => onChange({ responsible: responsible ?? undefined })}
      />
      {chosen ? (
        <TextButton
          className="small"
          onClick={() =>
            onChange({ q: undefined, plan: undefined, phase: undefined, state: undefined, responsible: undefined })
          }
        >
          {t('act.clear')}
        </TextButton>
      ) : null}
    </>
  )
}

/** Everybody with whom there is, was or may be a contract. The address holds every filter, so that a view can be sent. */
export default function AccountsPage() {
  const { t } = useWords()
  const search = page.useSearch()
  const navigate = useNavigate()
  const set = (part: Record<string, string | undefined>) =>
    void navigate({ to: '/accounts', search: (now) => ({ ...now, ...part }), replace: true })
  const { q, plan, phase, responsible, state, sort, cols } = search
  const accounts = useAccounts({ q, plan, phase, responsible })
  const columns = useAccountColumns()
  const rows = useMemo(
    () => (accounts.data?.items ?? []).filter((a) => !state || a.state === state),
    [accounts.data, state],
  )
  const open = (row: AccountRow) => void navigate({ to: '/accounts/$accountId', params: { accountId: row.id } })
  const filtered = Boolean(q || plan || phase || responsible || state)
  const mayImport = useMay('imports.run')
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
        <Button look="main" onClick={() => set({ do: 'new' })}>
          <Icon name="plus" size={14} />
          {t('accounts.new')}
        </Button>
      </header>
      <Card flush>
        {accounts.data ? (
          <DataTable
            name={t('nav.accounts')}
            columns={columns}
            rows={rows}
            keyOf={(row) => row.id}
            onOpen={open}
            view={{ sort, cols }}
            onView={(view: TableView) => set({ sort: view.sort, cols: view.cols })}
            tools={<Filters filter={{ q, plan, phase, state, responsible }} onChange={set} />}
            empty={
              filtered ? (
                <p className={css.none}>{t('table.noneFound')}</p>
              ) : (
                <Empty
                  title={t('accounts.none')}
                  action={
                    <Button look="main" onClick={() => set({ do: 'new' })}>
                      {t('accounts.new')}
                    </Button>
                  }
                >
                  {t('accounts.noneText')}
                </Empty>
              )
            }
          />
        ) : accounts.error ? (
          <Failure error={accounts.error} retry={() => void accounts.refetch()} />
        ) : (
          <Loading lines={12} />
        )}
        {accounts.data?.more ? (
          <p className={css.none}>{t('accounts.more', { count: accounts.data.items.length })}</p>
        ) : null}
      </Card>
      <NewAccount open={search.do === 'new'} onClose={() => set({ do: undefined })} />
    </>
  )
}
