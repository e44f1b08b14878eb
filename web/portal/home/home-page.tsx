import { lazy, Suspense } from 'react'
import { useSessions } from '../../api/queries.ts'
import type { Account } from '../../api/types.ts'
import { useWords } from '../../i18n/use-words.ts'
import { Card } from '../../ui/card.tsx'
import { useMay, useSignedIn } from '../../ui/me-context.ts'
import { Loading, Shown } from '../../ui/states.tsx'
import { useTitle } from '../../ui/use-title.ts'
import { furtherOf, leadOf, noticesOf } from '../account/allowances.ts'
import { contractOf, useOwnAccount, useOwnId } from '../account/own-account.ts'
import { OpenOffers } from '../offers/open-offers.tsx'
import { Cards } from './cards.tsx'
import { ContractCard } from './contract-card.tsx'
import { Further } from './further.tsx'
import css from './home-page.module.css'
import { Lead } from './lead.tsx'
import { AllSessions, Next } from './next.tsx'
import { NotRunning } from './not-running.tsx'
import { Notices } from './notices.tsx'
import { TermsCard } from './terms-card.tsx'

const LeaderHome = lazy(() => import('../narrow/leader-home.tsx'))
const OwnerHome = lazy(() => import('../narrow/owner-home.tsx'))

function Sheets({ account }: { account: Account }) {
  const { t } = useWords()
  const { today, now } = useSignedIn()
  const sessions = useSessions(useOwnId())
  const lead = leadOf(account.meters, today)
  const further = furtherOf(account.meters, lead)
  const contract = contractOf(account)
  // What the big number says is not said again beneath it.
  const notices = noticesOf(account, today).filter((n) => !(n.kind === 'used' && n.meter === lead))
  const mayBook = lead !== undefined || contract?.state === 'upcoming'
  return (
    <>
      <div className={css.main}>
        <div className={css.offers}>
          <OpenOffers />
        </div>
        <div className={css.first}>
          {lead ? (
            <Lead meter={lead} today={today} />
          ) : (
            <NotRunning account={account} contract={contract} today={today} />
          )}
        </div>
        {notices.length > 0 ? <Notices notices={notices} /> : null}
        {further.length > 0 ? <Further meters={further} today={today} /> : null}
      </div>
      <div className={css.side}>
        {mayBook ? (
          <div className={css.second}>
            <Card title={t('portal.next.title')} aside={<AllSessions />} flush>
              <Shown of={sessions}>{(all) => <Next sessions={all} now={now} today={today} />}</Shown>
            </Card>
          </div>
        ) : null}
        <div className={css.third}>
          <Cards />
        </div>
        {contract ? <ContractCard account={account} contract={contract} /> : null}
        {contract ? <TermsCard account={account} contract={contract} /> : null}
      </div>
    </>
  )
}

/** What is left and until when; what comes next; where the cards are; what the contract rests on. */
function AccountHome() {
  const { t } = useWords()
  const account = useOwnAccount()
  useTitle(t('portal.home'))
  return (
    <div className={css.page}>
      <h1 className="hidden-text">{t('portal.home')}</h1>
      {account.data ? (
        <Sheets account={account.data} />
      ) : (
        <Card>
          <Shown of={account} lines={6}>
            {() => <Loading />}
          </Shown>
        </Card>
      )}
    </div>
  )
}

/** The home of the company, of a department, or of one's own cards: as far as the role reaches. */
export default function HomePage() {
  const [mayRead, leads] = [useMay('accounts.read'), useMay('members.read')]
  if (mayRead) return <AccountHome />
  return <Suspense fallback={<Loading lines={6} />}>{leads ? <LeaderHome /> : <OwnerHome />}</Suspense>
}
