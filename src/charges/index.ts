export { raiseLines, voidLines } from './commands.ts'
export type { Line, StandingLine } from './model.ts'
export { linesByIds, linesOf } from './queries.ts'
