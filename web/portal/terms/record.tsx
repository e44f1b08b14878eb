import { Link } from '@tanstack/react-router'
import { type Agreed, useAgreed, useOffers } from '../../api/agreements.ts'
import { dateIn } from '../../i18n/civil.ts'
import { useWords } from '../../i18n/use-words.ts'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { useMay } from '../../ui/me-context.ts'
import { Pill } from '../../ui/pill.tsx'
import { Seal } from '../../ui/seal.tsx'
import { Empty, Shown } from '../../ui/states.tsx'
import { When } from '../../ui/times.tsx'
import { useOwnId } from '../account/own-account.ts'
import css from './terms.module.css'

function Entry({ agreed }: { agreed: Agreed }) {
  const { t } = useWords()
  const what = agreed.subject.label ?? t('portal.agreed.intake')
  return (
    <li className={css.agreed}>
      <div>
        <p>
          <b>{what}</b>{' '}
          <Pill tone={agreed.kind === 'deemed' ? 'quiet' : 'ok'}>{t(`portal.agreed.kind.${agreed.kind}`)}</Pill>
        </p>
        <p className={css.quiet}>
          {t('portal.terms.version', { version: agreed.version })} · <When at={agreed.at} />
          {agreed.by ? ` · ${agreed.by}` : null}
        </p>
      </div>
      <Seal id={agreed.clause} version={agreed.version} />
    </li>
  )
}

/** Offers that were answered, taken back or forgotten. */
function Earlier() {
  const { t, day } = useWords()
  const offers = useOffers(useOwnId(), useMay('offers.read'))
  const over = (offers.data ?? []).filter((o) => o.state !== 'open')
  if (over.length === 0) return null
  return (
    <Card title={t('portal.offer.all')} flush>
      <ul>
        {over.map((o) => (
          <li key={o.id} className={css.agreed}>
            <div>
              <p>
                <Link to="/offers/$offerId" params={{ offerId: o.id }}>
                  {o.label}
                </Link>{' '}
                <Pill tone={o.state === 'accepted' ? 'ok' : 'quiet'}>{t(`portal.offer.state.${o.state}`)}</Pill>
              </p>
              <p className={css.quiet}>{day(dateIn(o.decidedAt ?? o.sentAt))}</p>
            </div>
          </li>
        ))}
      </ul>
    </Card>
  )
}

/** Who agreed to which version, and when; prints as it stands. */
export function AgreedRecord() {
  const { t } = useWords()
  const agreed = useAgreed(useOwnId())
  return (
    <>
      <Card
        title={t('portal.agreed.record')}
        aside={
          <span className={css.noPrint}>
            <Button size="small" onClick={() => print()}>
              {t('portal.agreed.print')}
            </Button>
          </span>
        }
        flush
      >
        <Shown of={agreed} lines={5}>
          {(all) =>
            all.length === 0 ? (
              <Empty title={t('portal.agreed.none')}>{t('portal.agreed.noneText')}</Empty>
            ) : (
              <ul>
                {all.map((a) => (
                  <Entry key={`${a.subject.id} ${a.version} ${a.kind}`} agreed={a} />
                ))}
              </ul>
            )
          }
        </Shown>
      </Card>
      <Earlier />
    </>
  )
}
