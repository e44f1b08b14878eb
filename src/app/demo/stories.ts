/** The stories of the demo: files of the scenario language with relative days, and the people who appear in all of them. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { buildCalendar } from '../../calendar/index.ts'
import type { CivilDate } from '../../kernel/civil.ts'
import type { Catalogue } from '../../terms/index.ts'
import { Refusal } from '../refusal.ts'
import { readDocuments } from '../scenario/documents.ts'
import { problemLine, readScenarios, type Scenario } from '../scenario/index.ts'
import { vocabularyFor } from '../scenario-vocabulary.ts'
import { calendarConfig } from '../services.ts'
import { type Telling, withDays } from './days.ts'

/** The stories speak of this catalogue's plans; another vendor's begins without a demo. */
export const STORIES_OF = 'reference'

const DEMO_FOLDER = join(import.meta.dirname, '../../../scenarios/demo')
const PEOPLE = 'people.yaml'

export type Stories = { people: Scenario; stories: Scenario[] }
type Written = { name?: unknown; steps?: { at?: unknown; do?: unknown }[] }

const tellingOf = (catalogue: Catalogue, today: CivilDate): Telling => {
  const calendar = buildCalendar(calendarConfig(catalogue), { closures: [], imported: [] })
  return { today, businessDay: (date) => calendar.businessDay(date) }
}

function documentsOf(file: string, telling: Telling): Written[] {
  const { read, problems } = readDocuments(withDays(readFileSync(join(DEMO_FOLDER, file), 'utf8'), telling))
  if (problems.length > 0) throw new Refusal(problems.map((p) => problemLine(p, 'en', file)).join('\n'))
  return read.map((r) => r.value as Written)
}

/** Reads values as if they stood in a file; JSON is YAML. */
function scenariosIn(values: Written[], file: string, catalogue: Catalogue): Scenario[] {
  const { scenarios, problems } = readScenarios(JSON.stringify(values), vocabularyFor(catalogue))
  const lines = problems.map(({ line: _ofTheJson, ...p }) => problemLine(p, 'en', file))
  if (lines.length > 0) throw new Refusal(lines.join('\n'))
  return scenarios
}

/**
 * Every story begins with the people, so that it may name them as any scenario does; whoever plays it lets them be made
 * once (`load.ts`).
 */
export function readStories(catalogue: Catalogue, today: CivilDate): Stories {
  const telling = tellingOf(catalogue, today)
  const [people] = documentsOf(PEOPLE, telling)
  const cast = (people?.steps ?? []).filter((step) => step.do === 'staff.create').map(({ at: _at, ...step }) => step)
  const withCast = (story: Written): Written => ({
    ...story,
    steps: [...cast.map((step, i) => (i === 0 ? { at: story.steps?.[0]?.at, ...step } : step)), ...(story.steps ?? [])],
  })
  const files = readdirSync(DEMO_FOLDER)
    .filter((name) => name.endsWith('.yaml') && name !== PEOPLE)
    .sort()
  return {
    people: scenariosIn(people ? [people] : [], PEOPLE, catalogue)[0]!,
    stories: files.flatMap((file) => scenariosIn(documentsOf(file, telling).map(withCast), file, catalogue)),
  }
}
