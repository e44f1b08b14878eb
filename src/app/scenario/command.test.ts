import { describe, expect, it } from 'vitest'
import type { Language } from '../../kernel/route.ts'
import { type CommandWorld, scenarioCommand } from './command.ts'
import { fakeStage, problem } from './fake-stage.ts'
import { REFERENCE_VOCABULARY } from './vocabulary.ts'

const scenario = (name: string, outcome: string) => `name: ${name}
clauses: [edge.3]
steps:
  - at: 2025-04-01T09:00
    do: holiday.add
    with: { date: 2025-04-18, name: 創立記念日 }
    expect: { outcome: ${outcome} }
  - do: account.create
    with: { account: acme, name: 株式会社アクメ, prefecture: 東京都 }
`
const FILES: Record<string, string | Uint8Array> = {
  'good.yaml': scenario('Holds', 'allowed'),
  'mixed.yaml': `${scenario('Holds too', 'allowed')}---\n${scenario('Does not', 'refused')}`,
  'broken.yaml': scenario('Broken', 'maybe'),
  'latin.yaml': Uint8Array.from([0x6e, 0xe9]),
}

async function run(args: string, script?: Parameters<typeof fakeStage>[0], language: Language = 'en') {
  const out: string[] = []
  const err: string[] = []
  const { open, seen } = fakeStage(script)
  const house = { started: [] as (string | undefined)[], closed: 0 }
  const world: CommandWorld = {
    language,
    out: (line) => out.push(line),
    err: (line) => err.push(line),
    read: async (file) => {
      const content = FILES[file]
      if (content === undefined)
        throw Object.assign(new Error('no such file'), { code: file === 'folder' ? 'EISDIR' : 'ENOENT' })
      return typeof content === 'string' ? new TextEncoder().encode(content) : content
    },
    vocabulary: async (terms) => {
      if (terms === 'bad-terms.yaml')
        throw new Error('bad-terms.yaml: basic.11: names no clause\nbad-terms.yaml: no plans')
      return REFERENCE_VOCABULARY
    },
    start: async (terms) => {
      if (terms === 'no-database') throw new Error('the database does not start')
      house.started.push(terms)
      return {
        open,
        close: async () => {
          house.closed++
        },
      }
    },
  }
  const code = await scenarioCommand(args === '' ? [] : args.split(' '), world)
  return { code, out, err, house, seen }
}

describe('the command', () => {
  it('ends with 0 where every expectation holds', async () => {
    const { code, out, err, house } = await run('good.yaml')
    expect({ code, out, err }).toEqual({ code: 0, out: ['good.yaml', '  ✓ Holds', '1 passed, 0 failed'], err: [] })
    expect(house).toEqual({ started: [undefined], closed: 1 })
  })

  it('ends with 1 where one does not, and shows the step with expected and got', async () => {
    const { code, out } = await run('good.yaml mixed.yaml')
    expect(code).toBe(1)
    expect(out).toEqual([
      'good.yaml',
      '  ✓ Holds',
      'mixed.yaml',
      '  ✓ Holds too',
      '  ✗ Does not',
      '      step 1 holiday.add at 2025-04-01T09:00',
      '        outcome: expected refused, got allowed',
      '2 passed, 1 failed',
    ])
  })

  it('writes one JSON object a step and nothing else on standard output', async () => {
    const { code, out, err } = await run('--json mixed.yaml')
    const steps = out.map((line) => JSON.parse(line))
    expect(code).toBe(1)
    expect(steps.map((s) => [s.file, s.scenario, s.step, s.do, s.ok])).toEqual([
      ['mixed.yaml', 'Holds too', 1, 'holiday.add', true],
      ['mixed.yaml', 'Holds too', 2, 'account.create', true],
      ['mixed.yaml', 'Does not', 1, 'holiday.add', false],
      ['mixed.yaml', 'Does not', 2, 'account.create', true],
    ])
    expect(steps[2]).toEqual({
      file: 'mixed.yaml',
      scenario: 'Does not',
      step: 1,
      do: 'holiday.add',
      ok: false,
      failures: ['outcome: expected refused, got allowed'],
      outcome: 'allowed',
      applied: true,
      because: [],
      cites: [],
      remedies: [],
      warnings: [],
      charges: [],
      draws: [],
      remaining: {},
    })
    expect(err).toEqual(['1 passed, 1 failed'])
  })

  it('plays the scenarios whose name contains the text, and says when there is none', async () => {
    const { code, out } = await run('--only too good.yaml mixed.yaml')
    expect({ code, out }).toEqual({ code: 0, out: ['mixed.yaml', '  ✓ Holds too', '1 passed, 0 failed'] })
    const none = await run('--only nowhere good.yaml')
    expect(none).toMatchObject({ code: 2, out: [], err: ['--only: no scenario\'s name contains "nowhere"'] })
  })

  it('plays under other terms, and tells what is wrong with them', async () => {
    const { code, house } = await run('--terms draft.yaml good.yaml')
    expect({ code, started: house.started }).toEqual({ code: 0, started: ['draft.yaml'] })
    expect(await run('--terms bad-terms.yaml good.yaml')).toMatchObject({
      code: 2,
      err: ['bad-terms.yaml: basic.11: names no clause', 'bad-terms.yaml: no plans'],
    })
  })

  it('ends with 2 before anything is played where a file is wrong, one line a problem', async () => {
    const { code, out, err, house } = await run('good.yaml broken.yaml absent.yaml folder latin.yaml')
    expect({ code, out }).toEqual({ code: 2, out: [] })
    expect(err).toEqual([
      'broken.yaml: line 7: scenario 1 "Broken", step 1: expect.outcome: "maybe" is not known: write one of allowed, charged, refused',
      'absent.yaml: cannot be read: there is no such file',
      'folder: cannot be read: it is a folder, name its files',
      'latin.yaml: is not UTF-8 text: save it as UTF-8',
    ])
    expect(house.started).toEqual([])
  })

  it('says in Japanese what is wrong in files and steps, where the terminal is Japanese', async () => {
    const { err } = await run('broken.yaml absent.yaml latin.yaml', undefined, 'ja')
    expect(err).toEqual([
      'broken.yaml: 7 行目: シナリオ 1「Broken」のステップ 1: expect.outcome: "maybe" は使えない値です。次のどれかを書いてください: allowed, charged, refused',
      'absent.yaml: 読み取れません: ファイルがありません',
      'latin.yaml: UTF-8 の文字ではありません。UTF-8 で保存してください。',
    ])
    const { out } = await run('mixed.yaml', undefined, 'ja')
    expect(out).toContain('        outcome: 期待は refused、結果は allowed')
  })

  it('ends with 2 where the call itself is wrong', async () => {
    const usage = 'usage: npm run scenario -- [--json] [--terms FILE] [--only TEXT] FILE...'
    expect(await run('')).toMatchObject({ code: 2, err: [`no FILE is named\n${usage}`] })
    const unknown = await run('--fast good.yaml')
    expect(unknown.code).toBe(2)
    expect(unknown.err[0]).toContain("'--fast'")
  })

  it('ends with 1 where a route is missing, and closes what it started', async () => {
    const { code, out, house, seen } = await run('good.yaml', () => problem(404, 'not-found'))
    expect(code).toBe(1)
    expect(out).toContain('        not available: POST /api/closures is no route of this version')
    expect(house.closed).toBe(1)
    expect(seen).toEqual({ opened: 1, closed: 1 })
  })

  it('ends with 2 where a name is given to a second thing while it is played', async () => {
    const intake = (n: number) => `  - do: intake.request\n    with: { intake: i${n}, order: o1, way: mail }\n`
    FILES['reused.yaml'] =
      `${scenario('Reused', 'allowed')}  - do: addon.order\n    with: { order: o1, account: acme, addOn: card-mail, acceptTerms: true }\n${intake(1)}${intake(1)}`
    const { code, out, err } = await run('reused.yaml')
    expect(code).toBe(2)
    expect(err).toEqual([
      'reused.yaml: line 15: scenario 1 "Reused", step 5: with.intake: "i1" already names the intake of step 4: write another name',
    ])
    expect(out.at(-1)).toBe('0 passed, 1 failed')
  })
  it('ends with 1 where the application does not start', async () => {
    const { code, err } = await run('--terms no-database good.yaml')
    expect({ code, err }).toEqual({ code: 1, err: ['could not be played: the database does not start'] })
  })
})
