import { useMantineColorScheme } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { signOut } from '../../api/commands.ts'
import { useBecome } from '../../api/queries.ts'
import { useWords } from '../../i18n/use-words.ts'
import { changeLanguage, LANGUAGES, type Language } from '../../i18n/words.ts'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { Icon } from '../../ui/icon.tsx'
import { useMay, useSignedIn } from '../../ui/me-context.ts'
import { useTitle } from '../../ui/use-title.ts'
import { useAskWhom } from '../account/ask-whom.ts'
import { useCompanyName, useOwnAccount } from '../account/own-account.ts'
import { Choice } from '../choice.tsx'
import { useDoors } from '../doors.ts'
import { PageHead } from '../page-head.tsx'
import css from './other.module.css'

const SCHEMES = ['auto', 'light', 'dark'] as const
const OWN_NAMES: Record<Language, string> = { ja: '日本語', en: 'English' }

function Display() {
  const { t, language } = useWords()
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  return (
    <Card title={t('portal.other.settings')}>
      <div className={css.settings}>
        <Choice
          look="words"
          legend={t('portal.other.language')}
          value={language}
          onChange={(value) => void changeLanguage(value as Language)}
          options={LANGUAGES.map((l) => ({ value: l, label: <span lang={l}>{OWN_NAMES[l]}</span> }))}
        />
        <Choice
          look="words"
          legend={t('portal.other.theme')}
          value={colorScheme}
          onChange={(value) => setColorScheme(value as (typeof SCHEMES)[number])}
          options={SCHEMES.map((s) => ({ value: s, label: t(`app.theme.${s}`) }))}
        />
      </div>
    </Card>
  )
}

/** What the phone's bar has no room for. */
export default function OtherPage() {
  const { t } = useWords()
  const { user } = useSignedIn()
  const account = useOwnAccount()
  const become = useBecome()
  const { rest } = useDoors()
  const mayNotify = useMay('notifications.own')
  const company = useCompanyName()
  useTitle(t('portal.other.title'))
  const leave = async () => {
    await signOut().catch(() => {})
    become(null)
  }
  return (
    <>
      <PageHead title={t('portal.other.title')} />
      <div className={css.page}>
        {rest.map((door) => (
          <Link key={door.to} to={door.to} className={css.link}>
            <span>{t(door.word)}</span>
            <Icon name="right" />
          </Link>
        ))}
        {mayNotify ? (
          <Link to="/notifications" className={css.link}>
            <span>{t('notices.title')}</span>
            <Icon name="right" />
          </Link>
        ) : null}
        {user.viewedBy ? null : (
          <Link to="/security" className={css.link}>
            <span>{t('security.menu')}</span>
            <Icon name="right" />
          </Link>
        )}
        {account.data ? <Contact account={account.data} /> : null}
        <Display />
        {user.viewedBy ? null : (
          <Card title={t('portal.other.account')}>
            <p className={css.name}>{user.name}</p>
            <p className={css.quiet}>{user.email}</p>
            <p className={css.quiet}>{company}</p>
            <div className={css.act}>
              <Button wide onClick={() => void leave()}>
                {t('portal.other.signOut')}
              </Button>
            </div>
          </Card>
        )}
      </div>
    </>
  )
}

function Contact({ account }: { account: Parameters<typeof useAskWhom>[0] }) {
  const { t } = useWords()
  const ask = useAskWhom(account)
  return (
    <Card title={t('portal.contract.contact')}>
      {account.responsible ? <p className={css.name}>{account.responsible.name}</p> : null}
      <p className={css.quiet}>{ask}</p>
    </Card>
  )
}
