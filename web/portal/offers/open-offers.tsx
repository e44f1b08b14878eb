import { Link } from '@tanstack/react-router'
import { type Offer, useOffers } from '../../api/agreements.ts'
import { daysBetween } from '../../i18n/civil.ts'
import { useWords } from '../../i18n/use-words.ts'
import { buttonClass } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { useMay, useSignedIn } from '../../ui/me-context.ts'
import { Pill } from '../../ui/pill.tsx'
import { useOwnId } from '../account/own-account.ts'
import css from './offers.module.css'

/** An offer that waits, in short: what, until when, and the way to its answer. */
export function OfferRow({ offer }: { offer: Offer }) {
  const { t, day } = useWords()
  const { today } = useSignedIn()
  return (
    <li className={css.row}>
      <div className={css.what}>
        <p className={css.kind}>{t(`portal.offer.kind.${offer.kind}`)}</p>
        <p className={css.name}>{offer.label}</p>
        <p className={css.quiet}>
          {t('portal.offer.until', { date: day(offer.lastDay, { year: false }) })}{' '}
          <Pill tone="warn">{t('portal.offer.daysLeft', { days: daysBetween(today, offer.lastDay) })}</Pill>
        </p>
      </div>
      <Link
        to="/offers/$offerId"
        params={{ offerId: offer.id }}
        className={buttonClass({ look: 'main' })}
        aria-label={`${t('portal.offer.read')}: ${offer.label}`}
      >
        {t(offer.may.answer ? 'portal.offer.read' : 'portal.offer.open')}
      </Link>
    </li>
  )
}

/** What the vendor has sent and nobody has answered; nothing where there is none. */
export function OpenOffers() {
  const { t } = useWords()
  const offers = useOffers(useOwnId(), useMay('offers.read'))
  const open = (offers.data ?? []).filter((o) => o.state === 'open')
  if (open.length === 0) return null
  return (
    <Card title={t('portal.offer.home')} flush>
      <ul>
        {open.map((offer) => (
          <OfferRow key={offer.id} offer={offer} />
        ))}
      </ul>
    </Card>
  )
}
