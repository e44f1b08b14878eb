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
  {
    id: 'roles',
    group: 'people',
    title: 'settings.roles.title',
    about: 'settings.roles.about',
    may: ['self.manage'],
    page: lazy(() => import('./roles-page.tsx')),
  },
  {
    id: 'partners',
    group: 'people',
    title: 'settings.partners.title',
    about: 'settings.partners.about',
    may: ['staff.read'],
    page: lazy(() => import('./partners-page.tsx')),
  },
  {
    id: 'organisation',
    group: 'people',
    title: 'settings.organisation.title',
    about: 'settings.organisation.about',
    may: ['settings.write'],
    page: lazy(() => import('./organisation-page.tsx')),
  },
  {
    id: 'offices',
    group: 'service',
    title: 'settings.offices.title',
    about: 'settings.offices.about',
    may: ['staff.read'],
    page: lazy(() => import('./offices-page.tsx')),
  },
  {
    id: 'closures',
    group: 'service',
    title: 'settings.closures.title',
    about: 'settings.closures.about',
    may: ['calendar.write'],
    page: lazy(() => import('./closures-page.tsx')),
  },
  {
    id: 'prices',
    group: 'service',
    title: 'settings.prices.title',
    about: 'settings.prices.about',
    may: ['contracts.quote', 'prices.write'],
    page: lazy(() => import('./prices-page.tsx')),
  },
  {
    id: 'outbox',
    group: 'system',
    title: 'outbox.title',
    about: 'outbox.about',
    may: ['outbox.read'],
    page: lazy(() => import('./outbox-page.tsx')),
  },
  {
    id: 'sign-in',
    group: 'system',
    title: 'signInSettings.title',
    about: 'signInSettings.about',
    may: ['settings.write'],
    page: lazy(() => import('../security/sign-in-settings.tsx')),
  },
  {
    id: 'keys',
    group: 'system',
    title: 'apiKeys.title',
    about: 'apiKeys.about',
    may: ['keys.write'],
    page: lazy(() => import('../security/keys-settings.tsx')),
  },
  {
    id: 'audit',
    group: 'system',
    title: 'audit.title',
    about: 'audit.about',
    may: ['audit.read'],
    page: lazy(() => import('./audit-page.tsx')),
  },
  {
    id: 'imports',
    group: 'system',
    title: 'settings.imports.title',
    about: 'settings.imports.about',
    may: ['imports.run'],
    page: lazy(() => import('./imports-link.tsx')),
  },
]
