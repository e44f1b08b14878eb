import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { changePartner, createPartner, type Partner, usePartners, useRefreshPeople } from '../../api/people.ts'
import { useStaff } from '../../api/queries.ts'
import { useWords } from '../../i18n/use-words.ts'
import { Button, TextButton } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { Icon } from '../../ui/icon.tsx'
import { useMay } from '../../ui/me-context.ts'
import { NameForm } from '../../ui/people/name-form.tsx'
import { PeoplePanel } from '../../ui/people/people-panel.tsx'
import { Pill } from '../../ui/pill.tsx'
import { SmallMenu } from '../../ui/small-menu.tsx'
import { Empty, Shown } from '../../ui/states.tsx'
import { PageHead } from './page-head.tsx'
import css from './settings.module.css'
import { useView } from './use-view.ts'

function Row({
  partner,
  people,
  canWrite,
  onOpen,
}: {
  partner: Partner
  people: number
  canWrite: boolean
  onOpen: () => void
}) {
  const { t } = useWords()
  const [naming, setNaming] = useState(false)
  const refresh = useRefreshPeople()
  const turning = useMutation({
    mutationFn: () => changePartner(partner, { active: !partner.active }),
    onSuccess: refresh,
  })
  if (naming)
    return (
      <li>
        <NameForm
          label={t('settings.partners.name')}
          maxLength={200}
          save={t('settings.organisation.save')}
          initial={partner.name}
          onSave={(name) => changePartner(partner, { name })}
          onClose={() => setNaming(false)}
        />
      </li>
    )
  return (
    <li>
      <button type="button" className={css.name} onClick={onOpen}>
        {partner.name}
      </button>
      <span className="quiet small">{t('people.count', { count: people })}</span>
      <Pill tone={partner.active ? 'ok' : 'quiet'}>
        {t(partner.active ? 'settings.partners.active' : 'settings.partners.closed')}
      </Pill>
      {canWrite ? (
        <SmallMenu
          label={`${partner.name} ${t('act.more')}`}
          className={css.more ?? ''}
          button={<Icon name="more" />}
          entries={[
            { id: 'rename', label: t('settings.partners.rename'), run: () => setNaming(true) },
            {
              id: 'turn',
              label: t(partner.active ? 'settings.partners.close' : 'settings.partners.reopen'),
              run: () => turning.mutate(),
            },
          ]}
        />
      ) : null}
    </li>
  )
}

function PartnerList({ partners, onOpen }: { partners: readonly Partner[]; onOpen: (id: string) => void }) {
  const { t } = useWords()
  const staff = useStaff()
  const canWrite = useMay('staff.write')
  const [adding, setAdding] = useState(false)
  const add = (
    <Button look="main" onClick={() => setAdding(true)}>
      <Icon name="plus" size={14} />
      {t('settings.partners.add')}
    </Button>
  )
  return (
    <>
      <PageHead title={t('settings.partners.title')} about={t('settings.partners.about')}>
        {canWrite && !adding ? add : null}
      </PageHead>
      <Card flush>
        {adding ? (
          <div className={css.adding}>
            <NameForm
              label={t('settings.partners.name')}
              maxLength={200}
              save={t('settings.organisation.save')}
              initial=""
              onSave={createPartner}
              onClose={() => setAdding(false)}
            />
          </div>
        ) : null}
        {partners.length === 0 && !adding ? (
          <Empty title={t('settings.partners.none')} action={canWrite ? add : undefined}>
            {t('settings.partners.noneText')}
          </Empty>
        ) : null}
        <ul className={css.rows}>
          {partners.map((partner) => (
            <Row
              key={partner.id}
              partner={partner}
              people={(staff.data ?? []).filter((s) => s.partner === partner.name && s.active).length}
              canWrite={canWrite}
              onOpen={() => onOpen(partner.id)}
            />
          ))}
        </ul>
      </Card>
    </>
  )
}

/** Subcontractors; `of` in the address is the one whose people are shown. */
export default function PartnersPage() {
  const { t } = useWords()
  const { view, change } = useView()
  const partners = usePartners()
  const canWrite = useMay('members.write')
  return (
    <Shown of={partners} lines={6}>
      {(all) => {
        const open = all.find((p) => p.id === view.of)
        if (!open) return <PartnerList partners={all} onOpen={(of) => change({ of })} />
        return (
          <PeoplePanel
            of={{ partner: open.id }}
            side="partner"
            partnerName={open.name}
            canWrite={canWrite && open.active}
            view={view}
            onView={change}
            head={(actions) => (
              <PageHead
                title={open.name}
                about={
                  <TextButton onClick={() => change({ of: undefined, on: undefined })}>
                    ‹ {t('settings.partners.title')}
                  </TextButton>
                }
              >
                {actions}
              </PageHead>
            )}
          />
        )
      }}
    </Shown>
  )
}
