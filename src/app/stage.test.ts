import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { must } from '../kernel/failure.ts'
import { loadCatalogues } from '../terms/index.ts'
import { playText } from './scenario/index.ts'
import { TERMS_FOLDER } from './services.ts'
import { stageOn } from './stage.ts'

const server = must(process.env.TEST_DATABASE_URL, 'a database server for the test run')
const catalogues = loadCatalogues(join(TERMS_FOLDER, 'reference'))

const story = (at: string) => `name: Of ${at}
steps:
  - at: ${at}
    do: account.create
    with: { account: a, name: 昔の会社, prefecture: 東京都 }
    expect: { applied: true }
  - do: staff.create
    with: { staff: s, name: 昔の担当, role: csm }
    expect: { applied: true }
`

describe('a stage', () => {
  it.each(['1900-01-01T00:00', '1969-12-31T23:59', '1999-12-31T09:00', '2998-12-31T09:00'])(
    'takes a story of %s, whatever the year',
    async (at) => {
      const { problems, scenarios } = await playText(story(at), stageOn(server, catalogues))
      expect(problems).toEqual([])
      expect(scenarios.flatMap((s) => s.steps.flatMap((step) => step.failures))).toEqual([])
    },
  )
})
