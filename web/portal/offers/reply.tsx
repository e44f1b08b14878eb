import { Checkbox, Textarea } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { acceptOffer, declineOffer, type Offer, useRefreshAgreements } from '../../api/agreements.ts'
import { ApiProblem } from '../../api/client.ts'
import type { Decision } from '../../api/types.ts'
import { useWords } from '../../i18n/use-words.ts'
import { useKey } from '../../ui/ask/use-key.ts'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { Icon } from '../../ui/icon.tsx'
import css from './offers.module.css'

type Present = NonNullable<Offer['present']>
type Props = { offer: Offer; present: Present }

/** Carries a reply out under one key for one input; whatever it came to, the offer is read again. */
function useReply(send: (key: string) => Promise<Decision>, input: string) {
  const key = useKey()
  const refresh = useRefreshAgreements()
  return useMutation({
    mutationFn: () => send(key.of(input)),
    onSuccess: async () => {
      key.spent()
      await refresh()
    },
    onError: (error) => (error instanceof ApiProblem && error.code === 'stale-version' ? refresh() : undefined),
  })
}

function Fault({ of }: { of: { error: unknown } }) {
  const { t } = useWords()
  if (!of.error) return null
  return (
    <p className={css.faults} role="alert">
      {of.error instanceof ApiProblem ? of.error.detail : t('error.bug')}
    </p>
  )
}

function Decline({ offer, onBack }: { offer: Offer; onBack: () => void }) {
  const { t } = useWords()
  const [reason, setReason] = useState('')
  const sending = useReply(
    (key) => declineOffer(offer.id, reason.trim(), { key, version: offer.version }),
    `decline ${offer.id} ${reason}`,
  )
  return (
    <Card title={t('portal.offer.declineTitle')}>
      <form
        className={css.reply}
        onSubmit={(event) => {
          event.preventDefault()
          sending.mutate()
        }}
      >
        <Textarea
          label={t('portal.offer.reason')}
          value={reason}
          maxLength={500}
          autosize
          minRows={2}
          onChange={(e) => setReason(e.currentTarget.value)}
        />
        <Fault of={sending} />
        <div className={css.buttons}>
          <Button onClick={onBack}>{t('portal.offer.back')}</Button>
          <Button type="submit" look="danger" busy={sending.isPending}>
            {t('portal.offer.declineDo')}
          </Button>
        </div>
      </form>
    </Card>
  )
}

/**
 * The reply to an offer. What is accepted is the answer that is on screen: where another one came about meanwhile, it is
 * shown, nothing is accepted any more, and it is asked again.
 */
export function Reply({ offer, present }: Props) {
  const { t } = useWords()
  const [accepted, setAccepted] = useState({ terms: false, charges: false })
  const [declining, setDeclining] = useState(false)
  const charged = present.decision.outcome === 'charged'
  const sending = useReply(
    (key) =>
      acceptOffer(
        offer.id,
        { acceptTerms: accepted.terms, acceptCharges: accepted.charges, seen: present.seen },
        { key, version: offer.version },
      ),
    `accept ${offer.id} ${present.seen} ${accepted.terms} ${accepted.charges}`,
  )
  // biome-ignore lint/correctness/useExhaustiveDependencies: what was accepted of one answer is not accepted of another
  useEffect(() => setAccepted({ terms: false, charges: false }), [present.seen])
  if (declining) return <Decline offer={offer} onBack={() => setDeclining(false)} />
  const refused = sending.data && !sending.data.applied ? sending.data : null
  const possible = present.decision.outcome !== 'refused'
  const ready = possible && accepted.terms && (!charged || accepted.charges)
  return (
    <Card>
      <form
        className={css.reply}
        onSubmit={(event) => {
          event.preventDefault()
          if (ready && !sending.isPending) sending.mutate()
        }}
      >
        {refused ? (
          <p className={css.changed} role="alert">
            <Icon name="alert" />
            {refused.findings.find((f) => f.verdict === 'broken')?.sentence ?? t('portal.offer.changedNow')}
          </p>
        ) : null}
        <p className={css.terms}>
          <Link to="/terms" search={{ all: '1', version: present.termsVersion }}>
            {t('portal.offer.termsRead', { version: present.termsVersion })}
          </Link>
        </p>
        {possible ? (
          <>
            {charged ? (
              <Checkbox
                checked={accepted.charges}
                label={t('answer.acceptCharges')}
                onChange={(e) => {
                  const { checked } = e.currentTarget
                  setAccepted((now) => ({ ...now, charges: checked }))
                }}
              />
            ) : null}
            <Checkbox
              checked={accepted.terms}
              label={t('portal.offer.acceptTerms', { version: present.termsVersion })}
              onChange={(e) => {
                const { checked } = e.currentTarget
                setAccepted((now) => ({ ...now, terms: checked }))
              }}
            />
          </>
        ) : (
          <p>{t('portal.offer.impossible')}</p>
        )}
        <Fault of={sending} />
        <div className={css.buttons}>
          <Button type="submit" look="main" disabled={!ready} busy={sending.isPending}>
            {t(offer.kind === 'contract' ? 'portal.offer.accept' : 'portal.offer.acceptOrder')}
          </Button>
          <Button onClick={() => setDeclining(true)}>{t('portal.offer.decline')}</Button>
        </div>
      </form>
    </Card>
  )
}
