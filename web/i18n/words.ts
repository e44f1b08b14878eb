/** The words on screen: i18next with ICU messages, Japanese as the source, one lazily loaded chunk a language and entry. */
import i18next, { type Module } from 'i18next'
import { IntlMessageFormat } from 'intl-messageformat'
import type jaConsole from './ja/console.ts'
import type jaPortal from './ja/portal.ts'
import type jaShared from './ja/shared.ts'

export type Language = 'ja' | 'en'
export const LANGUAGES: readonly Language[] = ['ja', 'en']
export type Entry = 'console' | 'portal'

type Leaves<T, Path extends string = ''> = {
  [K in keyof T & string]: T[K] extends string ? `${Path}${K}` : Leaves<T[K], `${Path}${K}.`>
}[keyof T & string]
/** Every key that the Japanese source has; a typo does not compile. */
export type WordKey = Leaves<typeof jaShared> | Leaves<typeof jaConsole> | Leaves<typeof jaPortal>
export type WordValues = Record<string, string | number>
export type Translate = (key: WordKey, values?: WordValues) => string

const loaders = {
  ja: {
    shared: () => import('./ja/shared.ts'),
    console: () => import('./ja/console.ts'),
    portal: () => import('./ja/portal.ts'),
  },
  en: {
    shared: () => import('./en/shared.ts'),
    console: () => import('./en/console.ts'),
    portal: () => import('./en/portal.ts'),
  },
}

const compiled = new Map<string, IntlMessageFormat>()

/** i18next's door for another message syntax: ICU, compiled once for each text and language. */
const icu: Module & { parse(text: unknown, values: WordValues, language: string): unknown } = {
  type: 'i18nFormat',
  parse(text, values, language) {
    if (typeof text !== 'string' || !text.includes('{')) return text
    const id = `${language}\n${text}`
    let message = compiled.get(id)
    if (!message) {
      message = new IntlMessageFormat(text, language, undefined, { ignoreTag: true })
      compiled.set(id, message)
    }
    return message.format(values)
  },
}

const KEPT = 'bansou.language'
const isLanguage = (text: string | null | undefined): text is Language => text === 'ja' || text === 'en'

function wantedLanguage(): Language {
  const kept = localStorage.getItem(KEPT)
  if (isLanguage(kept)) return kept
  const first = navigator.language.slice(0, 2)
  return isLanguage(first) ? first : 'en'
}

let entryShown: Entry = 'console'

async function load(language: Language) {
  if (i18next.isInitialized && i18next.hasResourceBundle(language, 'words')) return
  const [shared, own] = await Promise.all([loaders[language].shared(), loaders[language][entryShown]()])
  i18next.addResourceBundle(language, 'words', { ...shared.default, ...own.default })
}

/** The language is settled at once, so that requests can go out in it; the words follow. */
export async function startWords(entry: Entry) {
  entryShown = entry
  const language = wantedLanguage()
  document.documentElement.lang = language
  const words = load(language)
  await i18next.use(icu).init({
    lng: language,
    fallbackLng: false,
    ns: ['words'],
    defaultNS: 'words',
    resources: {},
    initAsync: false,
  })
  await words
}

export async function changeLanguage(language: Language) {
  await load(language)
  localStorage.setItem(KEPT, language)
  document.documentElement.lang = language
  await i18next.changeLanguage(language)
}

export const languageNow = () => i18next.language as Language
export const translate: Translate = (key, values) => i18next.t(key as string, values as never) as unknown as string
/** Whether the words hold a key that was put together at run time, such as a server's code. */
export const hasWord = (key: string): key is WordKey => i18next.exists(key)
export function onLanguageChange(listen: () => void) {
  i18next.on('languageChanged', listen)
  return () => i18next.off('languageChanged', listen)
}
