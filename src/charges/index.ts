export { raiseLines, voidLines } from './commands.ts'
export type { Line, StandingLine } from './model.ts'
export { linesOf } from './queries.ts'
