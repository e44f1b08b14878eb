/**
 * Nudges that nobody has to notice. Each row says why, and each must still go unnoticed: a row that a test has caught up
 * with is an error, so that the list can only shrink.
 */
export type Excuse = { path: RegExp; what?: RegExp; because: string }

const INTAKE = 'custody and work days of an intake are not built yet'
const DESK = 'the phone desk is not built yet'

export const UNNOTICED: readonly Excuse[] = [
  {
    path: /plans\.premier-plus\.rank$/,
    what: /4 → 5/,
    because: 'ranks only order the plans, and no plan stands above',
  },
  {
    path: /prices\.\d+$/,
    what: /"amount":null.* dropped/,
    because: 'an amount that is not held is not held, said or unsaid',
  },
  { path: /prices\.[0234]\.from$/, what: /→ 2023-03-31/, because: 'the same, a day earlier' },
  { path: /prices\.2\.item$/, because: 'the same, of anything: only this add-on raises the charge' },
  {
    path: /supports\.advanced\.trips\.window$/,
    because: "Advanced's only contract year is its phase",
  },
  {
    path: /supports\.premier-onboarding\.trips\.window$/,
    because: 'onboarding ends within the first contract year, which is cut to it',
  },
  { path: /hours\.desk\./, because: DESK },
  { path: /rights\.phoneDesk\./, because: DESK },
  { path: /rules\.desk-/, because: DESK },
  { path: /rules\.intake-custody-days\./, because: INTAKE },
  { path: /rules\.visit-hours-a-day\./, because: INTAKE },
]
