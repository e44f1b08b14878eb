/** The words that a scenario may use: those of the format itself, and those that a catalogue brings along. */

import { INTAKE_STATES } from '../../intake/index.ts'

/** Ids of one catalogue. Another catalogue has other plans, kinds and offices; the format stays the same. */
export type Vocabulary = {
  plans: readonly string[]
  addOns: readonly string[]
  options: readonly string[]
  allowances: readonly string[]
  kinds: readonly string[]
  places: readonly string[]
  offices: readonly string[]
  languages: readonly string[]
  phases: readonly string[]
}

/** The reference vendor's ids, for a player that is started without a catalogue. */
export const REFERENCE_VOCABULARY: Vocabulary = {
  plans: ['basic', 'advanced', 'premier', 'premier-plus'],
  addOns: [
    'data-integration',
    'data-integration-month',
    'option-support',
    'onboarding-extension',
    'training-3h',
    'card-mail',
    'card-visit',
  ],
  options: ['data-hub', 'salesforce-limited', 'concur-expense', 'risk-check', 'survey'],
  allowances: ['meetings', 'trainings', 'support', 'trips', 'integration-meetings', 'reviews', 'preparation'],
  kinds: ['kickoff', 'meeting', 'training', 'preparation', 'review'],
  places: ['online', 'phone', 'vendor-office', 'customer-site'],
  offices: ['hq', 'kansai'],
  languages: ['ja', 'en'],
  phases: ['onboarding', 'success'],
}

export const ROLES = ['csm', 'architect', 'trainer', 'operator', 'agent'] as const
export const SURFACES = ['pc', 'mobile-app', 'mobile-web', 'scanner', 'other'] as const
export const CALL_SUBJECTS = ['specification', 'fault', 'other'] as const
export const DIRECTIONS = ['to-vendor', 'to-customer', 'between-sites'] as const
export const SLIP_METHODS = ['electronic', 'pdf'] as const
export const REFUND_REASONS = ['import-fault', 'unused', 'vendor-fault'] as const
export const OUTCOMES = ['allowed', 'charged', 'refused'] as const
export const CONSENTS = ['express', 'deemed', 'none'] as const

const CONTRACT_STATES = ['active', 'notice-given', 'ended'] as const
const SESSION_STATES = ['booked', 'completed', 'cancelled', 'no-show'] as const
/** Every state that a step can come out with. */
export const STATES = [...new Set([...CONTRACT_STATES, ...SESSION_STATES, ...INTAKE_STATES])]
