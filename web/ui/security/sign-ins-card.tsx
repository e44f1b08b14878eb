import { endOtherSignIns, endSignIn, type OwnSecurity } from '../../api/sign-in.ts'
import { useWords } from '../../i18n/use-words.ts'
import type { WordKey } from '../../i18n/words.ts'
import { Button } from '../button.tsx'
import { Card } from '../card.tsx'
import { Pill } from '../pill.tsx'
import css from './security.module.css'
import { useChange } from './use-change.ts'

type OwnSignIn = OwnSecurity['signIns'][number]

const METHODS: Record<string, WordKey> = {
  password: 'security.signIns.by.password',
  totp: 'security.signIns.by.totp',
  recovery: 'security.signIns.by.recovery',
  passkey: 'security.signIns.by.passkey',
  provider: 'security.signIns.by.provider',
  'personal-link': 'security.signIns.by.personal-link',
}

function Row({ signIn, mayChange }: { signIn: OwnSignIn; mayChange: boolean }) {
  const { t, when } = useWords()
  const ending = useChange(() => endSignIn(signIn.id))
  const methods = signIn.methods.flatMap((method) => {
    const key = METHODS[method]
    return key ? [t(key)] : []
  })
  return (
    <li>
      <div className={css.what}>
        <b>{signIn.agent ?? t('security.signIns.unknownAgent')}</b>
        <p>
          {methods.join(' + ')}
          {' · '}
          <span className="whole">{t('security.signIns.seen', { date: when(signIn.seenAt, { year: false }) })}</span>
        </p>
        <p>{t('security.signIns.since', { date: when(signIn.createdAt, { year: false }) })}</p>
      </div>
      {signIn.current ? <Pill tone="ok">{t('security.signIns.here')}</Pill> : null}
      {mayChange && !signIn.current ? (
        <Button size="small" look="danger" busy={ending.isPending} onClick={() => ending.mutate()}>
          {t('security.signIns.end')}
        </Button>
      ) : null}
    </li>
  )
}

export function SignInsCard({ signIns, mayChange }: { signIns: readonly OwnSignIn[]; mayChange: boolean }) {
  const { t } = useWords()
  const ending = useChange(endOtherSignIns)
  return (
    <Card title={t('security.signIns.title')}>
      <p className={css.lead}>{t('security.signIns.lead')}</p>
      <ul className={css.rows} aria-label={t('security.signIns.title')}>
        {signIns.map((signIn) => (
          <Row key={signIn.id} signIn={signIn} mayChange={mayChange} />
        ))}
      </ul>
      {mayChange && signIns.length > 1 ? (
        <div className={css.acts}>
          <Button busy={ending.isPending} onClick={() => ending.mutate()}>
            {t('security.signIns.endOthers')}
          </Button>
        </div>
      ) : null}
    </Card>
  )
}
