/** The pages of the settings, in the order of their list. A page that somebody may not use is not in theirs. */
import { type ComponentType, type LazyExoticComponent, lazy } from 'react'
import type { WordKey } from '../../i18n/words.ts'

export type SettingsPage = {
  /** The end of its address: /console/settings/<id>. */
  id: string
  group: 'people' | 'service' | 'system'
  title: WordKey
  /** What it is for, in one line of the overview. */
  about: WordKey
  /** Any of these actions of the server's table opens it. */
  may: readonly string[]
  page: LazyExoticComponent<ComponentType>
}

export const GROUPS = ['people', 'service', 'system'] as const

export const SETTINGS_PAGES: readonly SettingsPage[] = [
  {
    id: 'people',
    group: 'people',
    title: 'settings.people.title',
    about: 'settings.people.about',
    may: ['members.read'],
    page: lazy(() => import('./people-page.tsx')),
  },
]
