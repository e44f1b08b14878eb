import { describe, expect, it } from 'vitest'
import {
  bannedWords,
  importsGoDown,
  namesAndSizes,
  onlyRoutesSpeakHttp,
  pureFilesArePure,
  sqlStaysInItsRoom,
  webStandsAlone,
} from './rules.ts'
import { type Fault, planted, readTree, type Tree } from './tree.ts'

const tree = readTree('src', 'web', 'test', 'tools', 'terms', 'scenarios', 'docs')

/** Each rule, asked of the tree as it is, and of violations that it must catch. */
const RULES: { rule: (tree: Tree) => Fault[]; violations: [file: string, text: string, says: RegExp][] }[] = [
  {
    rule: importsGoDown,
    violations: [
      ['src/ledger/model.ts', "import { x } from '../contracts/index.ts'", /ledger imports contracts/],
      ['src/sessions/rules.ts', "import { x } from '../contracts/rules.ts'", /go through src\/contracts\/index\.ts/],
      ['src/sessions/rules.ts', "import { x } from '../intake/index.ts'", /sessions imports intake/],
      ['src/shop/model.ts', 'export const x = 1', /not in the table of rooms/],
      ['src/kernel/civil.ts', "export * from '../terms/index.ts'", /kernel imports terms/],
      ['src/app/cli.ts', "import { x } from '../../web/ui/card.tsx'", /outside src/],
      ['src/terms/load.ts', "const x = await import('../people/index.ts')", /terms imports people/],
    ],
  },
  {
    rule: webStandsAlone,
    violations: [
      ['web/console/main.tsx', "import { x } from '../../src/kernel/civil.ts'", /nothing of the server/],
      ['web/portal/home.tsx', "import { x } from '../console/shell.tsx'", /not each other/],
    ],
  },
  {
    rule: pureFilesArePure,
    violations: [
      ['src/contracts/rules.ts', "import type { Tx } from '../kernel/transaction.ts'", /pure/],
      ['src/sessions/model.ts', "import { x } from './store.ts'", /the order is/],
    ],
  },
  {
    rule: onlyRoutesSpeakHttp,
    violations: [
      ['src/sessions/booking.ts', "export const r = route({ method: 'GET' })", /declares a route/],
      ['src/sessions/booking.ts', "import { sessionRoutes } from './routes.ts'", /nothing stands above/],
    ],
  },
  {
    rule: sqlStaysInItsRoom,
    violations: [
      ['src/ledger/queries.ts', 'const q = `select 1 from contracts.orders`', /names from contracts\.orders/],
      [
        'src/people/migrations/0101-x.sql',
        'alter table ledger.windows add column x int;',
        /names table ledger\.windows/,
      ],
      ['src/app/jobs.ts', 'const q = `update ledger.windows set held = 0`', /names update ledger/],
    ],
  },
  {
    rule: bannedWords,
    violations: [
      ['src/ledger/model.ts', 'const at = new Date()', /new Date/],
      ['web/ui/day.tsx', 'const at = Date.now()', /Date\.now/],
      ['src/ledger/books.ts', "tx.query(`select set_config('app.account_id', $1, true)`)", /set_config/],
      ['src/ledger/migrations/0201-x.sql', 'create trigger t after insert on ledger.entries', /create trigger/i],
      ['src/ledger/migrations/0201-x.sql', 'foreign key (a) references b on delete set null', /set null/i],
      ['src/app/jobs.ts', 'console.log(1)', /console\.log/],
      ['test/x.test.ts', `it.${'skip'}("later")`, /it\Wskip/],
      ['test/x.test.ts', `describe.${'only'}("this")`, /describe\Wonly/],
      ['src/app/jobs.ts', `// ${'TO'}DO later`, /"TO[D]O"/],
      ['web/ui/x.ts', `// @ts-${'ignore'}`, /@ts.ignore/],
      ['src/intake/slips.ts', 'const service = "DocuSign"', /DocuSign/],
    ],
  },
  {
    rule: namesAndSizes,
    violations: [
      ['src/ledger/utils.ts', '', /named by nothing/],
      ['src/ledger/windowSums.ts', '', /kebab-case/],
      ['src/ledger/books.ts', '\n'.repeat(401), /more than one idea/],
      ['src/ledger/README.md', '\n'.repeat(151), /more than 150 lines/],
      ['src/desk/model.ts', '', /no README/],
    ],
  },
]

describe.each(RULES)('$rule.name', ({ rule, violations }) => {
  it('holds for the whole tree', () => {
    expect(tree.size).toBeGreaterThan(200)
    expect(rule(tree).map((f) => `${f.file}: ${f.what}`)).toEqual([])
  })

  it.each(violations)('catches a violation planted in %s: %s', (file, text, says) => {
    expect(
      rule(planted(file, text))
        .map((f) => f.what)
        .join('\n'),
    ).toMatch(says)
  })
})
