import { Link } from '@tanstack/react-router'
import { type Member, useDepartments, useMembers } from '../../api/people.ts'
import { useWords } from '../../i18n/use-words.ts'
import { Card } from '../../ui/card.tsx'
import { Pill } from '../../ui/pill.tsx'
import { Empty, Shown } from '../../ui/states.tsx'
import { useTitle } from '../../ui/use-title.ts'
import { useCompanyName } from '../account/own-account.ts'
import { PageHead } from '../page-head.tsx'
import css from './narrow.module.css'
import { Nothing } from './nothing.tsx'

const SHOWN = 6

function Person({ member }: { member: Member }) {
  const { wordFor } = useWords()
  const roles = [...new Set(member.roles.filter((r) => r.state === 'held').map((r) => r.role))]
  return (
    <li className={css.person}>
      <Link to="/people" search={{ on: member.userId }}>
        {member.name}
      </Link>
      <span className={css.quiet}>{roles.map((role) => wordFor('people.role.customer', role)).join(' · ')}</span>
    </li>
  )
}

/** A department leader's home: the own department, what comes for it and what is asked of it. */
export default function LeaderHome() {
  const { t } = useWords()
  const company = useCompanyName()
  const departments = useDepartments(undefined)
  const members = useMembers({})
  useTitle(t('portal.leader.title'))
  const there = (all: readonly Member[]) => all.filter((m) => m.state !== 'ended')
  const names = (departments.data ?? []).map((d) => d.name)
  return (
    <>
      <PageHead title={names.length > 0 ? names.join(' · ') : t('portal.leader.title')} />
      <div className={css.page}>
        <p className={css.quiet}>{company}</p>
        {departments.data?.length === 0 ? <p>{t('portal.leader.noDepartment')}</p> : null}
        <Nothing title={t('portal.leader.tasks')} said={t('portal.leader.tasksNone')}>
          {t('portal.leader.tasksText')}
        </Nothing>
        <Card
          title={t('portal.leader.people')}
          aside={
            members.data ? (
              <Pill tone="quiet">{t('portal.leader.peopleCount', { count: there(members.data).length })}</Pill>
            ) : null
          }
          flush
        >
          <Shown of={members} lines={4}>
            {(all) =>
              there(all).length === 0 ? (
                <Empty title={t('portal.leader.nobody')} />
              ) : (
                <>
                  <ul>
                    {there(all)
                      .slice(0, SHOWN)
                      .map((m) => (
                        <Person key={m.userId} member={m} />
                      ))}
                  </ul>
                  <p className={css.all}>
                    <Link to="/people">{t('portal.leader.all')}</Link>
                  </p>
                </>
              )
            }
          </Shown>
        </Card>
        <Nothing title={t('portal.leader.next')} said={t('portal.leader.nextNone')}>
          {t('portal.leader.nextText')}
        </Nothing>
        <p className={css.quiet}>{t('portal.leader.scope')}</p>
      </div>
    </>
  )
}
