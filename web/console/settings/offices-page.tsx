import { Select } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { changeStaff, useRefreshPeople } from '../../api/people.ts'
import { useStaff } from '../../api/queries.ts'
import type { Staff } from '../../api/types.ts'
import { useWords } from '../../i18n/use-words.ts'
import { Card } from '../../ui/card.tsx'
import { useMay, useNames, useSignedIn } from '../../ui/me-context.ts'
import { faultsOf } from '../../ui/people/use-faults.ts'
import { Seal } from '../../ui/seal.tsx'
import { Shown } from '../../ui/states.tsx'
import { PageHead } from './page-head.tsx'
import css from './settings.module.css'
import { homeAreasIn, useTermsInForce } from './use-catalogue-data.ts'

function Person({ person, canWrite }: { person: Staff; canWrite: boolean }) {
  const { t, wordFor } = useWords()
  const names = useNames()
  const { catalogue } = useSignedIn()
  const refresh = useRefreshPeople()
  const moving = useMutation({
    mutationFn: (baseOffice: string | null) => changeStaff(person.id, { baseOffice }),
    onSuccess: refresh,
  })
  return (
    <li>
      <div>
        <b>{person.name}</b>
        <span className="quiet small">
          {[wordFor('people.role.vendor', person.role), person.partner].filter(Boolean).join(' · ')}
        </span>
      </div>
      {canWrite ? (
        <Select
          size="xs"
          aria-label={t('settings.offices.move', { name: person.name })}
          value={person.baseOffice ?? ''}
          error={faultsOf(moving.error, () => false).whole}
          data={[
            ...catalogue.offices.map((o) => ({ value: o.id, label: names.office(o.id) })),
            { value: '', label: t('settings.offices.noOffice') },
          ]}
          onChange={(id) => moving.mutate(id || null)}
        />
      ) : null}
    </li>
  )
}

function People({ people, canWrite }: { people: readonly Staff[]; canWrite: boolean }) {
  const { t } = useWords()
  if (people.length === 0) return <p className="quiet">{t('settings.offices.nobody')}</p>
  return (
    <ul className={css.people}>
      {people.map((p) => (
        <Person key={p.id} person={p} canWrite={canWrite} />
      ))}
    </ul>
  )
}

/** The offices of the terms with their home areas, and who travels from each. */
export default function OfficesPage() {
  const { t } = useWords()
  const names = useNames()
  const { catalogue } = useSignedIn()
  const canWrite = useMay('staff.write')
  const terms = useTermsInForce()
  const staff = useStaff()
  const active = (staff.data ?? []).filter((s) => s.active)
  const areas = new Map((terms.data ? homeAreasIn(terms.data) : []).map((a) => [a.office, a]))
  const unassigned = active.filter((s) => s.baseOffice === null)
  return (
    <>
      <PageHead title={t('settings.offices.title')} about={t('settings.offices.fixed')} />
      <Shown of={staff} lines={8}>
        {() => (
          <div className={css.offices}>
            {catalogue.offices.map((office) => {
              const area = areas.get(office.id)
              return (
                <Card
                  key={office.id}
                  title={names.office(office.id)}
                  aside={
                    area ? <Seal id={area.clause} {...(terms.data ? { version: terms.data.version } : {})} /> : null
                  }
                >
                  {area ? (
                    <p className={css.area}>
                      <span className="quiet small">{t('settings.offices.home')}</span>
                      {area.regions.map((r) => names.prefecture(r)).join('・')}
                    </p>
                  ) : null}
                  <h3 className={css.sub}>{t('settings.offices.people')}</h3>
                  <People people={active.filter((s) => s.baseOffice === office.id)} canWrite={canWrite} />
                </Card>
              )
            })}
            {unassigned.length > 0 ? (
              <Card title={t('settings.offices.unassigned')}>
                <People people={unassigned} canWrite={canWrite} />
              </Card>
            ) : null}
          </div>
        )}
      </Shown>
    </>
  )
}
