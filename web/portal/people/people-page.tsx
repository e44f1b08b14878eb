import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { useWords } from '../../i18n/use-words.ts'
import { useMay, useSignedIn } from '../../ui/me-context.ts'
import { PeoplePanel } from '../../ui/people/people-panel.tsx'
import { useTitle } from '../../ui/use-title.ts'
import { PageHead } from '../page-head.tsx'
import css from './people.module.css'

const page = getRouteApi('/people')

/** The company's own people. A department's leader reads the own department; the promotion team keeps the list. */
export default function PeoplePage() {
  const { t } = useWords()
  const { user } = useSignedIn()
  const view = page.useSearch()
  const navigate = useNavigate()
  const canWrite = useMay('members.write')
  useTitle(t('people.own.title'))
  return (
    <PeoplePanel
      of={{}}
      side={user.side}
      canWrite={canWrite}
      view={view}
      onView={(part) =>
        void navigate({ to: '/people', search: (now) => ({ ...now, ...part }), replace: true, resetScroll: false })
      }
      head={(actions) => (
        <>
          <PageHead title={t('people.own.title')}>{actions}</PageHead>
          {canWrite ? null : <p className={css.leader}>{t('people.own.leader')}</p>}
        </>
      )}
    />
  )
}
