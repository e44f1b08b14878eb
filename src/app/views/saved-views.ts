/** Lists that somebody keeps by name, for oneself or for the colleagues: the address's own words, opened again. */
import { z } from 'zod'
import { relationOf } from '../../kernel/access.ts'
import { recordChanges } from '../../kernel/audit.ts'
import { Problem } from '../../kernel/failure.ts'
import { once } from '../../kernel/idempotency.ts'
import { newId } from '../../kernel/ids.ts'
import { type Caller, mustMatch, type Route, route } from '../../kernel/route.ts'
import * as shape from '../../kernel/shapes.ts'
import { type Tx, timestampOf } from '../../kernel/transaction.ts'
import type { Services } from '../services.ts'

const VENDOR = { vendor: true } as const
/** More than anybody keeps; a bound all the same. */
const MOST = 200

const screen = z.enum(['accounts', 'calendar'])
const query = z
  .record(z.string().regex(/^[a-zA-Z]{1,20}$/), z.string().max(500))
  .refine((value) => Object.keys(value).length <= 20, shape.coded('too-many'))
const fields = { name: shape.text(60), query, shared: z.boolean() }
const view = z
  .object({ id: shape.id, screen, ...fields, own: z.boolean(), owner: z.string().nullable(), version: z.int() })
  .meta({ id: 'SavedView', description: 'A list as somebody keeps it: filters, order and columns by name' })
type View = z.infer<typeof view>

const VIEW = `
  select v.id, v.screen, v.name, v.query, v.shared, v.version, v.user_id = $1 as own, u.name as owner
  from app.saved_views v left join identity.users u on u.id = v.user_id`

const viewsFor = (tx: Tx, caller: Caller, of: string): Promise<View[]> =>
  tx.query<View>(
    `${VIEW} where v.screen = $2 and (v.user_id = $1 or v.shared) order by v.user_id <> $1, v.name, v.id limit $3`,
    [caller.userId, of, MOST],
  )

/** The view, locked; somebody else's is as unknown as one that never was, unless it is shared with everybody. */
async function ownView(tx: Tx, caller: Caller, id: string): Promise<View> {
  const found = await tx.maybe<View>(`${VIEW} where v.id = $2 and (v.user_id = $1 or v.shared) for update of v`, [
    caller.userId,
    id,
  ])
  if (found === null) throw new Problem('unknown-reference', 'id')
  if (!found.own) throw new Problem('not-permitted')
  return found
}

function mayShare(caller: Caller, shared: boolean | undefined): void {
  if (shared === true && relationOf('views.share', caller.side, caller.roles) === null)
    throw new Problem('not-permitted', 'shared')
}

async function nameIsFree(tx: Tx, caller: Caller, of: string, name: string, except: string | null): Promise<void> {
  const taken = await tx.maybe(
    'select 1 from app.saved_views where user_id = $1 and screen = $2 and name = $3 and id is distinct from $4::uuid',
    [caller.userId, of, name, except],
  )
  if (taken) throw new Problem('already-exists', 'name')
}

type Told = Pick<View, 'screen' | 'name' | 'query' | 'shared'>
type Noted = { action: `saved-view.${string}`; id: string; before: Told | null; after: Told | null }

const toldOf = ({ screen, name, query, shared }: Told): Told => ({ screen, name, query, shared })

/** What colleagues see is in the record; what somebody keeps for oneself is nobody's business. */
async function noteShared(tx: Tx, caller: Caller, { id, ...noted }: Noted, at: number): Promise<void> {
  if (!noted.before?.shared && !noted.after?.shared) return
  const subject = { type: 'saved-view', id }
  await recordChanges(tx, caller, [{ accountId: null, subject, ...noted }], at)
}

async function saveView(
  tx: Tx,
  caller: Caller,
  asked: Pick<View, 'screen' | 'name' | 'query' | 'shared'>,
  now: number,
) {
  await nameIsFree(tx, caller, asked.screen, asked.name, null)
  const id = newId(now)
  await tx.query(
    `insert into app.saved_views (id, user_id, screen, name, query, shared, version, created_at)
     values ($1, $2, $3, $4, $5::jsonb, $6, 1, $7)`,
    [id, caller.userId, asked.screen, asked.name, JSON.stringify(asked.query), asked.shared, timestampOf(now)],
  )
  await noteShared(tx, caller, { action: 'saved-view.share', id, before: null, after: asked }, now)
  return { id, ...asked, own: true, owner: caller.name, version: 1 }
}

type Change = { name?: string | undefined; query?: View['query'] | undefined; shared?: boolean | undefined }

async function changeView(
  tx: Tx,
  caller: Caller,
  id: string,
  change: Change,
  { ifMatch, now }: { ifMatch: number | null; now: number },
): Promise<View> {
  const found = await ownView(tx, caller, id)
  mustMatch(ifMatch, found.version)
  if (change.name !== undefined) await nameIsFree(tx, caller, found.screen, change.name, id)
  const next = {
    ...found,
    name: change.name ?? found.name,
    query: change.query ?? found.query,
    shared: change.shared ?? found.shared,
    version: found.version + 1,
  }
  await tx.query('update app.saved_views set name = $2, query = $3::jsonb, shared = $4, version = $5 where id = $1', [
    id,
    next.name,
    JSON.stringify(next.query),
    next.shared,
    next.version,
  ])
  await noteShared(tx, caller, { action: 'saved-view.change', id, before: toldOf(found), after: toldOf(next) }, now)
  return next
}

const one = shape.strict({ id: shape.id })

export function savedViewRoutes({ db, clock }: Services): Route[] {
  const common = { tag: 'views', may: 'views.save' } as const
  return [
    route({
      ...common,
      method: 'GET',
      path: '/api/views',
      summary: "One's own kept lists of a screen, and those that are shared",
      query: shape.strict({ screen }),
      response: z.object({ items: z.array(view) }),
      handler: async ({ query: asked, caller }) => ({
        items: await db.read(VENDOR, (tx) => viewsFor(tx, caller, asked.screen)),
      }),
    }),
    route({
      ...common,
      method: 'POST',
      path: '/api/views',
      summary: 'Keep a list by a name',
      status: 201,
      body: shape.strict({ screen, ...fields, shared: z.boolean().default(false) }),
      response: view,
      handler: ({ body, caller, idempotency }) => {
        mayShare(caller, body.shared)
        return once(db, idempotency, 201, (tx) => saveView(tx, caller, body, clock.now()))
      },
    }),
    route({
      ...common,
      method: 'PATCH',
      path: '/api/views/:id',
      summary: 'Rename, share or change a kept list',
      params: one,
      body: shape
        .strict({ name: fields.name.optional(), query: query.optional(), shared: z.boolean().optional() })
        .refine((change) => Object.keys(change).length > 0, shape.coded('required')),
      response: view,
      handler: ({ params, body, caller, idempotency, ifMatch }) => {
        mayShare(caller, body.shared)
        return once(db, idempotency, 200, (tx) =>
          changeView(tx, caller, params.id, body, { ifMatch, now: clock.now() }),
        )
      },
    }),
    route({
      ...common,
      method: 'DELETE',
      path: '/api/views/:id',
      summary: 'Forget a kept list',
      params: one,
      response: z.object({ id: shape.id }),
      handler: ({ params, caller, idempotency }) =>
        once(db, idempotency, 200, async (tx) => {
          const before = toldOf(await ownView(tx, caller, params.id))
          await tx.query('delete from app.saved_views where id = $1', [params.id])
          const gone = { action: 'saved-view.remove', id: params.id, before, after: null } as const
          await noteShared(tx, caller, gone, clock.now())
          return { id: params.id }
        }),
    }),
  ]
}
