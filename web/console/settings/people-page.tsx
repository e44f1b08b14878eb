import { useWords } from '../../i18n/use-words.ts'
import { useMay, useSignedIn } from '../../ui/me-context.ts'
import { PeoplePanel } from '../../ui/people/people-panel.tsx'
import { PageHead } from './page-head.tsx'
import { useView } from './use-view.ts'

/** The people of one's own organisation: the vendor's, or a partner's for its manager. */
export default function PeoplePage() {
  const { t } = useWords()
  const { user } = useSignedIn()
  const { view, change } = useView()
  return (
    <PeoplePanel
      of={{}}
      side={user.side}
      canWrite={useMay('members.write')}
      view={view}
      onView={change}
      head={(actions) => <PageHead title={t('settings.people.title')}>{actions}</PageHead>}
    />
  )
}
