import { useCharges, useLedger, useUsage } from '../../api/queries.ts'
import type { Account, LedgerEntry, Usage } from '../../api/types.ts'
import { useWords } from '../../i18n/use-words.ts'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { useSignedIn } from '../../ui/me-context.ts'
import { Empty, Loading, Shown } from '../../ui/states.tsx'
import { useTitle } from '../../ui/use-title.ts'
import { useAskWhom } from '../account/ask-whom.ts'
import { useOwnAccount, useOwnId } from '../account/own-account.ts'
import { PageHead } from '../page-head.tsx'
import { AllowanceSheet } from './allowance-sheet.tsx'
import { ChargeList } from './charge-list.tsx'
import { Records } from './records.tsx'
import css from './usage.module.css'

export const usageKey = (u: { holder: { id: string }; allowance: string }) => `${u.holder.id}:${u.allowance}`

/** Whether any of its windows runs today or is still to come. */
const isOpen = (u: Usage, today: string) => u.windows.some((w) => w.until === null || today < w.until)

/** Minutes before counts, the one with more windows first: what people mean by "what is left". */
const inOrder = (list: readonly Usage[]) =>
  [...list].sort(
    (a, b) =>
      Number(a.holder.type !== 'contract') - Number(b.holder.type !== 'contract') ||
      Number(a.unit !== 'minutes') - Number(b.unit !== 'minutes'),
  )

function Sheets({ usage, entries }: { usage: readonly Usage[]; entries: readonly LedgerEntry[] }) {
  const { t } = useWords()
  const { today } = useSignedIn()
  const open = inOrder(usage.filter((u) => isOpen(u, today)))
  const over = inOrder(usage.filter((u) => !isOpen(u, today)))
  const sheet = (u: Usage) => <AllowanceSheet key={usageKey(u)} usage={u} entries={entries} today={today} />
  return (
    <>
      {open.length > 0 ? <div className={css.sheets}>{open.map(sheet)}</div> : null}
      {over.length > 0 ? (
        <details className={css.over} open={open.length === 0}>
          <summary>{t('portal.usage.overCount', { count: over.length })}</summary>
          <div className={css.sheets}>{over.map(sheet)}</div>
        </details>
      ) : null}
      <Records usage={[...open, ...over]} entries={entries} />
    </>
  )
}

/** Each allowance over time, and the book behind it: every movement in words with its clause. */
export default function UsagePage() {
  const { t } = useWords()
  const id = useOwnId()
  const account = useOwnAccount()
  const usage = useUsage(id)
  const ledger = useLedger(id)
  const charges = useCharges(id)
  useTitle(t('portal.usage.title'))
  const failed = [account, usage, ledger].find((q) => q.error && q.data === undefined)
  const ready = account.data && usage.data && ledger.data
  return (
    <>
      <PageHead title={t('portal.usage.title')}>
        <Button size="small" onClick={() => window.print()}>
          {t('portal.usage.print')}
        </Button>
      </PageHead>
      <div className={css.page}>
        {!ready ? (
          <Card>
            <Shown of={failed ?? usage} lines={8}>
              {() => <Loading lines={8} />}
            </Shown>
          </Card>
        ) : usage.data.length === 0 ? (
          <Nothing account={account.data} />
        ) : (
          <Sheets usage={usage.data} entries={ledger.data} />
        )}
        {charges.data && charges.data.length > 0 ? <ChargeList lines={charges.data} /> : null}
      </div>
    </>
  )
}

function Nothing({ account }: { account: Account }) {
  const { t } = useWords()
  const ask = useAskWhom(account)
  return (
    <Card flush>
      <Empty title={t('portal.usage.none')}>
        <p>{t('portal.usage.noneText')}</p>
        <p>{ask}</p>
      </Empty>
    </Card>
  )
}
