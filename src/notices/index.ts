export { type Asked, answer, type Circumstances } from './answer.ts'
export {
  type Acceptance,
  type Answer,
  type Consent,
  recordAcceptances,
  recordAnswers,
  recordConsents,
} from './commands.ts'
export {
  type AcceptanceRow,
  type AnswerRow,
  acceptancesOf,
  answersByIds,
  answersOf,
  type ConsentRow,
  consentsOf,
  consentTo,
} from './queries.ts'
