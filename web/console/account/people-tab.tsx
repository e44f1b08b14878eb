import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { useWords } from '../../i18n/use-words.ts'
import { useMay } from '../../ui/me-context.ts'
import { PeoplePanel } from '../../ui/people/people-panel.tsx'
import css from './people-tab.module.css'

const page = getRouteApi('/accounts/$accountId/people')

/** Who works with us at this customer: members, invitations, departments. */
export default function PeopleTab() {
  const { t } = useWords()
  const { accountId } = page.useParams()
  const { person, step, ...view } = page.useSearch()
  const navigate = useNavigate()
  return (
    <PeoplePanel
      of={{ account: accountId }}
      side="customer"
      canWrite={useMay('members.write')}
      view={{ find: view.find, sort: view.sort, cols: view.cols, show: view.show, on: person, do: step }}
      onView={(part) => {
        // `do` and `on` are what is asked about the account; what is done with a person stands beside them.
        const { on, do: what, ...rest } = part
        const changed = { ...rest, ...('on' in part && { person: on }), ...('do' in part && { step: what }) }
        void navigate({ to: '.', search: (now) => ({ ...now, ...changed }), replace: true, resetScroll: false })
      }}
      head={(actions) => (
        <header className={css.head}>
          <h2>{t('account.tab.people')}</h2>
          <div>{actions}</div>
        </header>
      )}
    />
  )
}
