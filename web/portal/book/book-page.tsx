import { useSearch } from '@tanstack/react-router'
import type { Account } from '../../api/types.ts'
import { useWords } from '../../i18n/use-words.ts'
import { Card } from '../../ui/card.tsx'
import { Empty, Loading, Shown } from '../../ui/states.tsx'
import { useTitle } from '../../ui/use-title.ts'
import { useAskWhom } from '../account/ask-whom.ts'
import { useOwnAccount } from '../account/own-account.ts'
import { PageHead } from '../page-head.tsx'
import { BookForm } from './book-form.tsx'
import { useHolders } from './use-holders.ts'

function Page({ account }: { account: Account }) {
  const { t } = useWords()
  const { under } = useSearch({ from: '/book' })
  const holders = useHolders(account)
  const ask = useAskWhom(account)
  if (holders.length === 0) {
    return (
      <Card flush>
        <Empty title={t('portal.book.nothing')}>
          <p>{t('portal.book.nothingText')}</p>
          <p>{ask}</p>
        </Empty>
      </Card>
    )
  }
  return <BookForm key={under} account={account} holders={holders} under={under} />
}

/** A session booked by the customer: the answer follows every choice. */
export default function BookPage() {
  const { t } = useWords()
  const account = useOwnAccount()
  useTitle(t('portal.book.title'))
  return (
    <>
      <PageHead title={t('portal.book.title')} />
      {account.data ? (
        <Page account={account.data} />
      ) : (
        <Card>
          <Shown of={account} lines={7}>
            {() => <Loading />}
          </Shown>
        </Card>
      )}
    </>
  )
}
