import { useMutation } from '@tanstack/react-query'
import { type Offer, useOffers, useRefreshAgreements, withdrawOffer } from '../../../api/agreements.ts'
import { dateIn } from '../../../i18n/civil.ts'
import { useWords } from '../../../i18n/use-words.ts'
import { Button } from '../../../ui/button.tsx'
import { Card } from '../../../ui/card.tsx'
import { useMay } from '../../../ui/me-context.ts'
import { Pill, type Tone } from '../../../ui/pill.tsx'
import css from './offers.module.css'

const TONES: Record<Offer['state'], Tone> = {
  open: 'in',
  accepted: 'ok',
  declined: 'no',
  withdrawn: 'quiet',
  expired: 'warn',
}

function Row({ offer }: { offer: Offer }) {
  const { t, day } = useWords()
  const refresh = useRefreshAgreements()
  const withdrawing = useMutation({
    mutationFn: () => withdrawOffer(offer.id, offer.version),
    onSettled: () => refresh(),
  })
  const on = (at: string) => day(dateIn(at), { weekday: false })
  return (
    <li className={css.row}>
      <div>
        <p>
          <b>{offer.label}</b> <Pill tone={TONES[offer.state]}>{t(`sentOffer.state.${offer.state}`)}</Pill>{' '}
          {offer.present?.changed ? <Pill tone="warn">{t('sentOffer.changed')}</Pill> : null}
        </p>
        <p className={css.quiet}>
          {t('sentOffer.sentBy', { name: offer.sentBy, date: on(offer.sentAt) })}
          {offer.state === 'open' ? ` · ${t('sentOffer.waits', { date: day(offer.lastDay) })}` : null}
          {offer.decidedAt && offer.decidedBy
            ? ` · ${t('sentOffer.by', { name: offer.decidedBy, date: on(offer.decidedAt) })}`
            : null}
        </p>
        {offer.reason ? <p className={css.quiet}>{offer.reason}</p> : null}
      </div>
      {offer.may.withdraw ? (
        <Button
          size="small"
          busy={withdrawing.isPending}
          aria-label={`${t('sentOffer.withdraw')}: ${offer.label}`}
          onClick={() => withdrawing.mutate()}
        >
          {t('sentOffer.withdraw')}
        </Button>
      ) : null}
    </li>
  )
}

/** What was sent to the customer to be accepted, and what became of it; nothing where nothing ever was. */
export function SentOffers({ accountId }: { accountId: string }) {
  const { t } = useWords()
  const offers = useOffers(accountId, useMay('offers.read'))
  if (!offers.data || offers.data.length === 0) return null
  return (
    <Card title={t('sentOffer.title')} flush>
      <ul>
        {offers.data.map((o) => (
          <Row key={o.id} offer={o} />
        ))}
      </ul>
    </Card>
  )
}
