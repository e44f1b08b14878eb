import { Link } from '@tanstack/react-router'
import type { Account } from '../../api/types.ts'
import { dateIn } from '../../i18n/civil.ts'
import { useWords } from '../../i18n/use-words.ts'
import { Card } from '../../ui/card.tsx'
import { useNames } from '../../ui/me-context.ts'
import { Seal } from '../../ui/seal.tsx'
import css from './terms.module.css'

/** Which version each contract was accepted under, and whether the one in force is another. */
export function Binding({ account, version }: { account: Account; version: string }) {
  const { t, day, wordFor } = useWords()
  const names = useNames()
  const contracts = account.contracts.filter((c) => c.state !== 'ended')
  if (contracts.length === 0) return null
  return (
    <Card title={t('portal.agreed.binds')} flush>
      <ul>
        {contracts.map((c) => {
          const accepted = c.acceptance
          const newer = accepted !== null && accepted.version !== version
          return (
            <li key={c.id} className={css.bind}>
              <div>
                <b>{names.plan(c.plan)}</b> <span className={css.quiet}>{wordFor('state', c.state)}</span>
                {accepted ? (
                  <p className={css.quiet}>
                    {t('portal.terms.accepted', {
                      date: day(dateIn(accepted.at), { weekday: false }),
                      version: accepted.version,
                    })}{' '}
                    · {accepted.by} <Seal id="scope.1" version={accepted.version} />
                  </p>
                ) : null}
                <p className={css.quiet}>{t(newer ? 'portal.agreed.newer' : 'portal.agreed.same')}</p>
              </div>
              {newer ? (
                <Link to="/terms" search={{ show: 'changes', from: accepted.version, to: version }}>
                  {t('portal.agreed.seeChanges')}
                </Link>
              ) : null}
            </li>
          )
        })}
      </ul>
    </Card>
  )
}
