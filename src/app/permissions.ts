/** The table of access as people read it: for the page of roles, and as docs/permissions.md. */
import { z } from 'zod'
import {
  ACTIONS,
  type Action,
  CONFIRM_DAYS,
  RELATIONS,
  type Relation,
  ROLES,
  type Role,
  relationOf,
  type Side,
} from '../kernel/access.ts'
import { type Route, route } from '../kernel/route.ts'
import { roleWords } from './members/role-words.ts'
import { ACTION_WORDS, RELATION_MEANINGS, RELATION_WORDS } from './words/access.ts'

const SIDES = ['vendor', 'partner', 'customer'] as const satisfies readonly Side[]
const words = z.object({ ja: z.string(), en: z.string() })

const permissions = z
  .object({
    sides: z.array(z.object({ side: z.enum(SIDES), roles: z.array(z.object({ id: z.string(), name: words })) })),
    relations: z.array(z.object({ id: z.enum(RELATIONS), name: words, meaning: words })),
    actions: z.array(
      z.object({
        id: z.enum(ACTIONS),
        name: words,
        reach: z
          .record(z.string(), z.enum(RELATIONS))
          .meta({ description: 'By `side.role`; a role that is missing may not' }),
      }),
    ),
  })
  .meta({ id: 'Permissions', description: 'Who may do what, and how far it reaches' })

const everyRole = SIDES.flatMap((side) => ROLES[side].map((role) => ({ side, role })))

const meaningOf = (relation: Relation) => {
  const { ja, en } = RELATION_MEANINGS[relation]
  const days = (text: string) => text.replace('{days}', String(CONFIRM_DAYS))
  return { ja: days(ja), en: days(en) }
}

function reachOf(action: Action): Record<string, Relation> {
  const reach: Record<string, Relation> = {}
  for (const { side, role } of everyRole) {
    const relation = relationOf(action, side, [role])
    if (relation !== null) reach[`${side}.${role}`] = relation
  }
  return reach
}

const shown = (): z.infer<typeof permissions> => ({
  sides: SIDES.map((side) => ({
    side,
    roles: ROLES[side].map((role) => ({ id: role, name: roleWords(side, role) })),
  })),
  relations: RELATIONS.map((id) => ({ id, name: RELATION_WORDS[id], meaning: meaningOf(id) })),
  actions: ACTIONS.map((id) => ({ id, name: ACTION_WORDS[id], reach: reachOf(id) })),
})

export const permissionRoutes = (): Route[] => [
  route({
    method: 'GET',
    path: '/api/permissions',
    tag: 'people',
    summary: 'Who may do what, and how far it reaches: the one table',
    may: 'self.manage',
    response: permissions,
    handler: async () => shown(),
  }),
]

const SIDE_WORDS: Record<Side, string> = {
  vendor: 'Vendor · ベンダー',
  partner: 'Partner · 委託先',
  customer: 'Customer · お客様',
}

const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`

function tableOf(side: Side): string[] {
  const roles: readonly Role[] = ROLES[side]
  const actions = ACTIONS.filter((action) => roles.some((role) => relationOf(action, side, [role]) !== null))
  const head = ['', ...roles.map((role) => `\`${role}\`<br>${roleWords(side, role).en}<br>${roleWords(side, role).ja}`)]
  const lines = actions.map((action) =>
    row([
      `\`${action}\`<br>${ACTION_WORDS[action].en}<br>${ACTION_WORDS[action].ja}`,
      ...roles.map((role) => {
        const relation = relationOf(action, side, [role])
        return relation === null ? '–' : `${RELATION_WORDS[relation].en}<br>${RELATION_WORDS[relation].ja}`
      }),
    ]),
  )
  return [`## ${SIDE_WORDS[side]}`, '', row(head), row(head.map(() => '---')), ...lines, '']
}

/** docs/permissions.md, from the table and its words. */
export function permissionsMarkdown(): string {
  return [
    '# Who may do what',
    '',
    'Made from `src/kernel/access.ts` by `npm run --silent admin -- permissions`; a test fails where this file is not current. The server’s',
    'gate, the database’s scopes and the screens read the same table. What is missing is closed.',
    '',
    '`src/kernel/access.ts` の表から作られています。サーバー・データベース・画面は同じ表に従い、ここにない操作はできません。',
    '',
    ...RELATIONS.map((relation) => {
      const { ja, en } = meaningOf(relation)
      return `- **${RELATION_WORDS[relation].en}** · ${RELATION_WORDS[relation].ja}: ${en}. ${ja}。`
    }),
    '',
    'What is another organisation’s is as unknown as what never was: 404, with the same words and the same work. What a role may',
    'not do at all is 403. While somebody of the vendor looks at a customer’s portal, everything but reading is 403 `read-only-view`.',
    '',
    ...SIDES.flatMap(tableOf),
  ].join('\n')
}
