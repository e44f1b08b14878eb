import { type MantineColorScheme, Menu, useMantineColorScheme } from '@mantine/core'
import { useWords } from '../i18n/use-words.ts'
import { changeLanguage, LANGUAGES } from '../i18n/words.ts'
import { Icon, type IconName } from './icon.tsx'
import css from './switches.module.css'

const OWN_NAMES = { ja: '日本語', en: 'English' }

/** Always in reach, each language in its own name. */
export function LanguageSwitch() {
  const { language, t } = useWords()
  return (
    <fieldset className={css.languages}>
      <legend className="hidden-text">{t('app.language')}</legend>
      {LANGUAGES.map((each) => (
        <button key={each} type="button" lang={each} aria-pressed={each === language} onClick={() => void changeLanguage(each)}>
          {OWN_NAMES[each]}
        </button>
      ))}
    </fieldset>
  )
}

const SCHEMES: { scheme: MantineColorScheme; icon: IconName }[] = [
  { scheme: 'auto', icon: 'screen' },
  { scheme: 'light', icon: 'sun' },
  { scheme: 'dark', icon: 'moon' },
]

export function ThemeSwitch() {
  const { t } = useWords()
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  const now = SCHEMES.find((s) => s.scheme === colorScheme) ?? SCHEMES[0]!
  return (
    <Menu position="bottom-end" width={180}>
      <Menu.Target>
        <button type="button" className={css.theme} aria-label={t('app.themeIs', { theme: t(`app.theme.${now.scheme}`) })}>
          <Icon name={now.icon} />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        {SCHEMES.map(({ scheme, icon }) => (
          <Menu.Item key={scheme} leftSection={<Icon name={icon} size={14} />} onClick={() => setColorScheme(scheme)} aria-current={scheme === colorScheme}>
            {t(`app.theme.${scheme}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
