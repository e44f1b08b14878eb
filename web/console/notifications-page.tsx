import { useWords } from '../i18n/use-words.ts'
import Notifications from '../ui/notifications/notifications-page.tsx'
import { PageTop } from './page-top.tsx'

export default function NotificationsPage() {
  const { t } = useWords()
  return (
    <>
      <PageTop crumbs={[{ label: t('notices.title') }]} />
      <Notifications />
    </>
  )
}
