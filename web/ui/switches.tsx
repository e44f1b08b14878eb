import { type MantineColorScheme, useMantineColorScheme } from '@mantine/core'
import { useWords } from '../i18n/use-words.ts'
import { changeLanguage, LANGUAGES } from '../i18n/words.ts'
import { Icon, type IconName } from './icon.tsx'
import { SmallMenu } from './small-menu.tsx'
import css from './switches.module.css'

const OWN_NAMES = { ja: '日本語', en: 'English' }

/** Always in reach, each language in its own name. */
export function LanguageSwitch() {
  const { language, t } = useWords()
  return (
    <fieldset className={css.languages}>
      <legend className="hidden-text">{t('app.language')}</legend>
      {LANGUAGES.map((each) => (
        <button
          key={each}
          type="button"
          lang={each}
          aria-pressed={each === language}
          onClick={() => void changeLanguage(each)}
        >
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
    <SmallMenu
      label={t('app.themeIs', { theme: t(`app.theme.${now.scheme}`) })}
      className={css.theme ?? ''}
      button={<Icon name={now.icon} />}
      entries={SCHEMES.map(({ scheme, icon }) => ({
        id: scheme,
        current: scheme === colorScheme,
        label: (
          <>
            <Icon name={icon} size={14} />
            {t(`app.theme.${scheme}`)}
          </>
        ),
        run: () => setColorScheme(scheme),
      }))}
    />
  )
}
