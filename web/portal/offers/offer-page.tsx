import { getRouteApi, Link } from '@tanstack/react-router'
import { type Offer, useOffers } from '../../api/agreements.ts'
import { dateIn } from '../../i18n/civil.ts'
import { useWords } from '../../i18n/use-words.ts'
import { AnswerCard } from '../../ui/answer-card.tsx'
import { buttonClass } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { Icon } from '../../ui/icon.tsx'
import { useNames } from '../../ui/me-context.ts'
import { Pill, type Tone } from '../../ui/pill.tsx'
import { Empty, Shown } from '../../ui/states.tsx'
import { useTitle } from '../../ui/use-title.ts'
import { useOwnId } from '../account/own-account.ts'
import { PageHead } from '../page-head.tsx'
import css from './offers.module.css'
import { Reply } from './reply.tsx'

const page = getRouteApi('/offers/$offerId')
const TONES: Record<Offer['state'], Tone> = {
  open: 'warn',
  accepted: 'ok',
  declined: 'quiet',
  withdrawn: 'quiet',
  expired: 'quiet',
}

function About({ offer }: { offer: Offer }) {
  const { t, day } = useWords()
  const names = useNames()
  return (
    <Card title={offer.label} aside={<Pill tone={TONES[offer.state]}>{t(`portal.offer.state.${offer.state}`)}</Pill>}>
      <dl className={css.facts}>
        {offer.start ? (
          <div>
            <dt>{t('portal.offer.start')}</dt>
            <dd>{day(offer.start)}</dd>
          </div>
        ) : null}
        {offer.language ? (
          <div>
            <dt>{t('portal.sessions.language')}</dt>
            <dd>{names.language(offer.language)}</dd>
          </div>
        ) : null}
        {offer.addOns.length > 0 ? (
          <div>
            <dt>{t('portal.offer.addOns')}</dt>
            <dd>{offer.addOns.join(t('portal.offer.join'))}</dd>
          </div>
        ) : null}
        <div>
          <dt>{t('portal.offer.lastDay')}</dt>
          <dd>{day(offer.lastDay)}</dd>
        </div>
      </dl>
      {offer.note ? (
        <p className={css.note}>
          <b>{t('portal.offer.note')}</b>
          {offer.note}
        </p>
      ) : null}
      <p className={css.quiet}>{t('portal.offer.from', { name: offer.sentBy, date: day(dateIn(offer.sentAt)) })}</p>
    </Card>
  )
}

/** What became of an offer that nobody can answer any more. */
function Outcome({ offer }: { offer: Offer }) {
  const { t, day } = useWords()
  const who = { name: offer.decidedBy ?? '', date: offer.decidedAt ? day(dateIn(offer.decidedAt)) : '' }
  const said = {
    accepted: t('portal.offer.acceptedText', who),
    declined: t('portal.offer.declinedText', who),
    withdrawn: t('portal.offer.withdrawnText'),
    expired: t('portal.offer.expiredText', { date: day(offer.lastDay) }),
    open: t('portal.offer.viewOnly'),
  }[offer.state]
  return (
    <Card>
      <p>{said}</p>
      {offer.reason ? <p className={css.quiet}>{offer.reason}</p> : null}
    </Card>
  )
}

function Answer({ offer }: { offer: Offer }) {
  const { t } = useWords()
  const { present } = offer
  const sent = (
    <Card flush>
      <AnswerCard
        decision={offer.quoted}
        mode="live"
        head={t('portal.offer.sentAnswer')}
        version={offer.termsVersion}
      />
    </Card>
  )
  if (!present) return sent
  return (
    <>
      {present.changed ? (
        <p className={css.changed} role="status">
          <Icon name="alert" />
          {t('portal.offer.changed')}
        </p>
      ) : null}
      <Card flush>
        <AnswerCard
          decision={present.decision}
          mode="live"
          head={t('portal.offer.presentAnswer')}
          version={present.termsVersion}
        />
      </Card>
      {present.changed ? (
        <details className={css.earlier}>
          <summary>{t('portal.offer.sentAnswer')}</summary>
          {sent}
        </details>
      ) : null}
    </>
  )
}

/** An offer: what it is, the answer as of now, the terms that it rests on, and the reply. */
export default function OfferPage() {
  const { t } = useWords()
  const { offerId } = page.useParams()
  const offers = useOffers(useOwnId())
  useTitle(t('portal.offer.title'))
  return (
    <>
      <PageHead title={t('portal.offer.title')} />
      <div className={css.page}>
        <Shown of={offers} lines={8}>
          {(all) => {
            const offer = all.find((o) => o.id === offerId)
            if (!offer)
              return (
                <Card flush>
                  <Empty
                    title={t('portal.offer.gone')}
                    action={
                      <Link to="/" className={buttonClass({})}>
                        {t('portal.notYours.home')}
                      </Link>
                    }
                  />
                </Card>
              )
            return (
              <>
                <About offer={offer} />
                <Answer offer={offer} />
                {offer.may.answer && offer.present ? (
                  <Reply offer={offer} present={offer.present} />
                ) : (
                  <Outcome offer={offer} />
                )}
              </>
            )
          }}
        </Shown>
      </div>
    </>
  )
}
