/** What makes a file unplayable: where it stands, and what to write instead, in both languages. */
import type { Language } from '../../kernel/route.ts'

/** Sentences of the player, as they are; those of the routes are ICU messages. */
export type Said = Record<Language, string>

/** Parts the two languages in the one text that a schema's error can carry; quoted values never hold it. */
const PARTING = '\u001f'

export const both = ({ en, ja }: Said): string => `${en}${PARTING}${ja}`

export function parted(message: string): Said {
  const [en = '', ja = en] = message.split(PARTING)
  return { en, ja }
}

/** Without a scenario it concerns the text as a whole. Lines and columns count from 1. */
export type FileProblem = {
  line?: number
  column?: number
  scenario?: { number: number; name?: string }
  step?: number
  field?: string
  text: Said
}

type Place = Pick<FileProblem, 'line' | 'column' | 'scenario' | 'step'>

const PLACES: Record<Language, (place: Place) => (string | undefined)[]> = {
  en: ({ line, column, scenario, step }) => [
    line === undefined ? undefined : `line ${line}${column === undefined ? '' : `, column ${column}`}`,
    scenario &&
      `scenario ${scenario.number}${scenario.name === undefined ? '' : ` ${JSON.stringify(scenario.name)}`}${step === undefined ? '' : `, step ${step}`}`,
  ],
  ja: ({ line, column, scenario, step }) => [
    line === undefined ? undefined : `${line} 行目${column === undefined ? '' : `の ${column} 文字目`}`,
    scenario &&
      `シナリオ ${scenario.number}${scenario.name === undefined ? '' : `「${scenario.name}」`}${step === undefined ? '' : `のステップ ${step}`}`,
  ],
}

/** One line: `file: line L: scenario N "name", step M: field: what is wrong and what to write instead`. */
export function problemLine(problem: FileProblem, language: Language, file?: string): string {
  return [file, ...PLACES[language](problem), problem.field, problem.text[language]]
    .filter((part) => part !== undefined)
    .join(': ')
    .replaceAll('\n', ' ')
}
