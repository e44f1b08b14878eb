import { useMutation } from '@tanstack/react-query'
import { actFor, type OwnOrganisation } from '../../api/sign-in.ts'
import type { Me } from '../../api/types.ts'
import { useWords } from '../../i18n/use-words.ts'
import { Icon } from '../icon.tsx'
import css from '../sign-in.module.css'
import { faultBeside } from './faults.ts'
import { SheetStep } from './sheet.tsx'

/** One person in several organisations says for which one. */
export function OrganisationStep({ of, onChosen }: { of: readonly OwnOrganisation[]; onChosen: (me: Me) => void }) {
  const { t } = useWords()
  const choosing = useMutation({ mutationFn: actFor, onSuccess: onChosen })
  return (
    <SheetStep
      title={t('signIn.organisation.title')}
      lead={t('signIn.organisation.lead')}
      fault={faultBeside(choosing.error)}
    >
      <ul className={css.choices}>
        {of.map((organisation) => (
          <li key={`${organisation.accountId} ${organisation.partnerId}`} className={css.choice}>
            <button type="button" disabled={choosing.isPending} onClick={() => choosing.mutate(organisation)}>
              <b>{organisation.name}</b>
              <span className={css.side}>{t(`side.${organisation.side}`)}</span>
              <Icon name="right" />
            </button>
          </li>
        ))}
      </ul>
    </SheetStep>
  )
}
