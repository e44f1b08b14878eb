/** Letters and messages to the outside: written with their cause, sent afterwards. */
export { forgetEnded } from './ledger.ts'
export type { Outgoing } from './letter.ts'
export { NotSent } from './not-sent.ts'
export { type Letter, type Message, postLetters } from './post.ts'
export { outboxRoutes } from './routes.ts'
export { mailSettings, openSmtp, type Sender } from './smtp.ts'
export { outboxLoop, type Senders } from './worker.ts'
