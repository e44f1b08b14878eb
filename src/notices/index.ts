export { answer, type Asked, type Circumstances } from './answer.ts'
export { recordAcceptances, recordAnswers, recordConsents, type Acceptance, type Answer, type Consent } from './commands.ts'
export { acceptancesOf, answersOf, consentTo, type AcceptanceRow, type AnswerRow } from './queries.ts'
