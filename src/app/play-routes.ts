/** Scenarios on screen: the built-in ones, and any that a person pastes, played on a database of their own. */
import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { z } from 'zod'
import type { Decision } from '../kernel/decision.ts'
import { Problem } from '../kernel/failure.ts'
import { type Language, type Route, route } from '../kernel/route.ts'
import * as shape from '../kernel/shapes.ts'
import type { Catalogues } from '../terms/index.ts'
import { NoDatabases } from './postgres/throwaway.ts'
import { type Played, playText, problemLine, readScenarios } from './scenario/index.ts'
import { vocabularyFor } from './scenario-vocabulary.ts'
import { stageOn } from './stage.ts'
import type { Vocabulary } from './words/arguments.ts'
import { sayDecision } from './words/render.ts'

const SCENARIOS = join(import.meta.dirname, '../../scenarios')

const listed = z.object({ file: z.string(), name: z.string(), clauses: z.array(z.string()), source: z.string() })
const played = z.object({
  problems: z.array(z.string()),
  scenarios: z.array(
    z.object({
      name: z.string(),
      clauses: z.array(z.string()),
      ok: z.boolean(),
      steps: z.array(
        z.looseObject({
          step: z.int(),
          at: z.string(),
          do: z.string(),
          ok: z.boolean(),
          failures: z.array(z.string()),
        }),
      ),
    }),
  ),
})

/** The stories that come along: files of the first folder level, not the demo's, which speak of relative days. */
function builtIn(catalogues: Catalogues): z.infer<typeof listed>[] {
  const files = readdirSync(SCENARIOS, { withFileTypes: true })
    .filter((f) => f.isFile() && f.name.endsWith('.yaml'))
    .map((f) => join(SCENARIOS, f.name))
    .sort()
  return files.flatMap((file) => {
    const text = readFileSync(file, 'utf8')
    const { scenarios } = readScenarios(text, vocabularyFor(catalogues.latest))
    const documents = text.split(/^---$/m)
    return scenarios.map((s, i) => ({
      file: relative(SCENARIOS, file),
      name: s.name,
      clauses: s.clauses ?? [],
      source: (documents[i] ?? '').trim(),
    }))
  })
}

/** What came out, with the sentences of its decisions. */
const toldOf = (result: Played, language: Language, vocabulary: Vocabulary): z.infer<typeof played> => ({
  problems: result.problems.map((p) => problemLine(p, language)),
  scenarios: result.scenarios.map((s) => ({
    name: s.name,
    clauses: [...s.clauses],
    ok: s.ok,
    steps: s.steps.map((step) => ({
      ...step,
      failures: [...step.failures],
      decision: step.decision === null ? null : sayDecision(step.decision as unknown as Decision, language, vocabulary),
    })),
  })),
})

/** What a play takes, about: said to whoever finds another one running. */
const PLAY_SECONDS = 10

/** Plays one at a time: a play has a database of its own, and nobody may fill the machine with them. */
export function playRoutes(connectionString: string, catalogues: Catalogues, vocabulary: Vocabulary): Route[] {
  const open = stageOn(connectionString, catalogues)
  let stories: z.infer<typeof listed>[] | undefined
  let playing = false
  return [
    route({
      method: 'GET',
      path: '/api/scenarios',
      tag: 'scenarios',
      summary: 'The stories that come along',
      may: 'scenarios.play',
      response: z.object({ items: z.array(listed) }),
      handler: async () => {
        stories ??= builtIn(catalogues)
        return { items: stories }
      },
    }),
    route({
      method: 'POST',
      path: '/api/scenarios/play',
      tag: 'scenarios',
      summary: 'Play a story on a database of its own',
      may: 'scenarios.play',
      body: shape.strict({ text: z.string().min(1).max(200_000) }),
      response: played,
      handler: async ({ body, caller }) => {
        if (playing) throw new Problem('too-many-requests', undefined, { seconds: PLAY_SECONDS })
        playing = true
        try {
          const result = await playText(body.text, open, {
            vocabulary: vocabularyFor(catalogues.latest),
            language: caller.language,
          })
          return toldOf(result, caller.language, vocabulary)
        } catch (error) {
          throw error instanceof NoDatabases ? new Problem('no-databases') : error
        } finally {
          playing = false
        }
      },
    }),
  ]
}
