import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { changeDepartment, createDepartment, type Department, useRefreshPeople } from '../../api/people.ts'
import { useWords } from '../../i18n/use-words.ts'
import { Button } from '../button.tsx'
import { Card } from '../card.tsx'
import { Icon } from '../icon.tsx'
import { Pill } from '../pill.tsx'
import { SmallMenu } from '../small-menu.tsx'
import { NameForm } from './name-form.tsx'
import css from './people.module.css'

function Row({
  department,
  count,
  account,
  canWrite,
}: {
  department: Department
  count: number
  account: string | undefined
  canWrite: boolean
}) {
  const { t } = useWords()
  const [naming, setNaming] = useState(false)
  const refresh = useRefreshPeople()
  const turning = useMutation({
    mutationFn: () => changeDepartment(account, department, { active: !department.active }),
    onSuccess: refresh,
  })
  if (naming)
    return (
      <li>
        <NameForm
          label={t('people.departments.name')}
          maxLength={100}
          save={t('people.departments.save')}
          initial={department.name}
          onSave={(name) => changeDepartment(account, department, { name })}
          onClose={() => setNaming(false)}
        />
      </li>
    )
  return (
    <li data-quiet={department.active ? undefined : ''}>
      <b>{department.name}</b>
      {department.active ? null : <Pill tone="quiet">{t('people.departments.closed')}</Pill>}
      <span className="quiet small">{t('people.count', { count })}</span>
      {canWrite ? (
        <SmallMenu
          label={`${department.name} ${t('act.more')}`}
          className={css.more ?? ''}
          button={<Icon name="more" />}
          entries={[
            { id: 'rename', label: t('people.departments.rename'), run: () => setNaming(true) },
            {
              id: 'turn',
              label: t(department.active ? 'people.departments.close' : 'people.departments.reopen'),
              run: () => turning.mutate(),
            },
          ]}
        />
      ) : null}
    </li>
  )
}

type Props = {
  account: string | undefined
  departments: readonly Department[]
  /** How many people belong to each now. */
  counts: ReadonlyMap<string, number>
  canWrite: boolean
}

/** The parts of a company; what leaders lead. */
export function DepartmentsCard({ account, departments, counts, canWrite }: Props) {
  const { t } = useWords()
  const [adding, setAdding] = useState(false)
  return (
    <Card
      title={t('people.departments.title')}
      flush
      aside={
        canWrite && !adding ? (
          <Button size="small" look="bare" onClick={() => setAdding(true)}>
            <Icon name="plus" size={13} />
            {t('people.departments.add')}
          </Button>
        ) : null
      }
    >
      {adding ? (
        <div className={css.adding}>
          <NameForm
            label={t('people.departments.name')}
            maxLength={100}
            save={t('people.departments.save')}
            initial=""
            onSave={(name) => createDepartment(account, name)}
            onClose={() => setAdding(false)}
          />
        </div>
      ) : null}
      {departments.length === 0 && !adding ? <p className={css.none}>{t('people.departments.none')}</p> : null}
      <ul className={css.departments}>
        {departments.map((d) => (
          <Row key={d.id} department={d} count={counts.get(d.id) ?? 0} account={account} canWrite={canWrite} />
        ))}
      </ul>
    </Card>
  )
}
