import type { Session } from '../../api/types.ts'
import { useWords } from '../../i18n/use-words.ts'
import { Amount, Money } from '../../ui/amount.tsx'
import { useNames } from '../../ui/me-context.ts'
import { Seal } from '../../ui/seal.tsx'
import css from './session-sheet.module.css'
import { Where } from './where.tsx'
import { Who } from './who.tsx'

/** Where, by whom, under what; what it takes and costs, each with its clause. */
export function SessionFacts({ session }: { session: Session }) {
  const { t, minutes, wordFor } = useWords()
  const names = useNames()
  const { draws, charges, termsVersion: version } = session
  const stands = session.state !== 'cancelled'
  return (
    <dl className={css.facts}>
      <div>
        <dt>{t('portal.sessions.where')}</dt>
        <dd>
          <Where session={session} />
        </dd>
      </div>
      <div>
        <dt>{t('portal.sessions.who')}</dt>
        <dd>
          <Who staff={session.staff} bare />
        </dd>
      </div>
      <div>
        <dt>{t('portal.sessions.length')}</dt>
        <dd>
          {minutes(session.minutes)}
          {session.actualMinutes === null ? null : (
            <span className={css.actual}>
              {t('portal.sessions.actual', { amount: minutes(session.actualMinutes) })}
            </span>
          )}
        </dd>
      </div>
      <div>
        <dt>{t('portal.sessions.language')}</dt>
        <dd>{names.language(session.language)}</dd>
      </div>
      <div>
        <dt>{t('portal.sessions.under')}</dt>
        <dd>{names.holder(session.holder)}</dd>
      </div>
      {stands && draws.length > 0 ? (
        <div>
          <dt>{t('portal.sessions.takes')}</dt>
          <dd>
            {draws.map((d) => (
              <span key={d.allowance} className={css.take}>
                <span>
                  {names.allowance(d.allowance)}{' '}
                  <Amount value={d.minutes ?? d.count ?? 0} unit={names.unitOf(d.allowance)} />
                </span>
                <Seal id={d.clause} version={version} />
              </span>
            ))}
          </dd>
        </div>
      ) : null}
      {stands ? (
        <div>
          <dt>{t('portal.sessions.costs')}</dt>
          <dd>
            {charges.length === 0
              ? t('portal.sessions.free')
              : charges.map((c) => (
                  <span key={c.kind} className={css.take}>
                    <span>
                      {wordFor('charge.kind', c.kind)}{' '}
                      <b>
                        <Money value={c.amount} currency={c.currency} />
                      </b>
                    </span>
                    <Seal id={c.clause} version={version} />
                  </span>
                ))}
          </dd>
        </div>
      ) : null}
    </dl>
  )
}
