/** The people of the demo's companies: departments, roles from and until, invitations under way. All invented. */
import { isRoleOf, type Role, type Side } from '../../kernel/access.ts'
import { addDays, type CivilDate } from '../../kernel/civil.ts'
import { type Instant, instantOf } from '../../kernel/clock.ts'
import { must } from '../../kernel/failure.ts'
import { newId } from '../../kernel/ids.ts'
import type { Caller } from '../../kernel/route.ts'
import { type Db, type Tx, timestampOf } from '../../kernel/transaction.ts'
import { changeStaff, type Department, ensureDepartments, partnerOfStaff, searchKey } from '../../people/index.ts'
import { addMemberships, type NewMembership, type Organisation } from '../identity/memberships.ts'
import { hashPassword } from '../identity/password.ts'
import { type Invitee, invite } from '../members/invitations.ts'
import type { Acting } from '../members/roles.ts'
import { writeSetting } from '../settings.ts'
import { DEMO_PASSWORD } from './password.ts'

/** `from` and `until`: days from today. `seen`: days since the last sign-in. */
type Held = { role: Role; department?: string; from?: number; until?: number }
type Who = { name: string; email: string; staff?: string; roles: readonly Held[]; seen?: number }
/** `account` and `partnerOf` are handles of the stories: a customer, or a person of the partner. */
type Company = {
  side: Side
  account?: string
  partnerOf?: string
  departments?: readonly string[]
  people: readonly Who[]
  invited?: readonly { email: string; name: string; roles: readonly Held[] }[]
}

/** Who travels from where, by handle. */
const OFFICES: Record<string, readonly string[]> = {
  hq: ['aoba', 'kisaragi', 'shiomi', 'hayase', 'minase', 'amagi', 'hoshikawa'],
  kansai: ['nadasaki', 'ikoma', 'kurose', 'asagiri'],
}

const COMPANIES: readonly Company[] = [
  {
    side: 'vendor',
    people: [
      {
        name: '如月 亮',
        email: 'kisaragi@bansou.example',
        staff: 'kisaragi',
        roles: [{ role: 'csm', from: -900 }],
        seen: 1,
      },
      {
        name: '天城 航',
        email: 'amagi@bansou.example',
        staff: 'amagi',
        roles: [{ role: 'architect', from: -700 }],
        seen: 3,
      },
      {
        name: '星川 奈央',
        email: 'hoshikawa@bansou.example',
        staff: 'hoshikawa',
        roles: [{ role: 'trainer', from: -400 }],
        seen: 8,
      },
      {
        name: '檜山 澪',
        email: 'hiyama@bansou.example',
        roles: [
          { role: 'finance', from: -300 },
          { role: 'sales', from: 8, until: 99 },
        ],
        seen: 2,
      },
      {
        name: '楠 大地',
        email: 'kusunoki@bansou.example',
        roles: [{ role: 'coordinator', from: -220, until: 128 }],
        seen: 1,
      },
      {
        name: '芦原 透',
        email: 'ashihara@bansou.example',
        roles: [{ role: 'csm', from: -1000, until: -40 }],
        seen: 41,
      },
    ],
    invited: [{ email: 'newcomer@bansou.example', name: '白石 かなえ', roles: [{ role: 'support' }] }],
  },
  {
    side: 'partner',
    partnerOf: 'wakamatsu',
    people: [
      { name: '土岐 さゆり', email: 'manager@partner.example', roles: [{ role: 'manager', from: -500 }], seen: 4 },
    ],
    invited: [{ email: 'second@partner.example', name: '江波 修', roles: [{ role: 'trainer' }] }],
  },
  {
    side: 'customer',
    account: 'mihon',
    departments: ['営業部', '商品企画部', '総務部'],
    people: [
      {
        name: '見本 一郎',
        email: 'ichiro@mihon.example',
        roles: [{ role: 'leader', department: '営業部', from: -30 }],
        seen: 2,
      },
      { name: '小手毬 梢', email: 'kozue@mihon.example', roles: [{ role: 'owner', department: '営業部', from: -20 }] },
      {
        name: '旧田 守',
        email: 'furuta@mihon.example',
        roles: [{ role: 'promotion', from: -31, until: -9 }],
        seen: 12,
      },
    ],
    invited: [
      { email: 'planning@mihon.example', name: '見本 二葉', roles: [{ role: 'leader', department: '商品企画部' }] },
    ],
  },
  {
    side: 'customer',
    account: 'reidai',
    departments: ['営業一部', '営業二部', '購買部', '情報システム部'],
    people: [
      {
        name: '例題 三重',
        email: 'leader@reidai.example',
        roles: [{ role: 'leader', department: '営業一部', from: -200 }],
        seen: 1,
      },
      {
        name: '兼松 梓',
        email: 'azusa@kyodo.example',
        roles: [{ role: 'leader', department: '購買部', from: -90 }],
        seen: 5,
      },
      {
        name: '作例 光',
        email: 'hikaru@reidai.example',
        roles: [{ role: 'owner', department: '営業一部', from: -120 }],
        seen: 60,
      },
      {
        name: '作例 望',
        email: 'nozomi@reidai.example',
        roles: [{ role: 'owner', department: '営業一部', from: -60 }],
      },
      {
        name: '図解 恵',
        email: 'megumi@reidai.example',
        roles: [{ role: 'owner', department: '営業二部', from: -60, until: 30 }],
        seen: 33,
      },
      {
        name: '例題 四郎',
        email: 'shiro@reidai.example',
        roles: [{ role: 'leader', department: '営業二部', from: -240, until: -15 }],
        seen: 20,
      },
    ],
    invited: [
      { email: 'sales2@reidai.example', name: '例題 五月', roles: [{ role: 'leader', department: '営業二部' }] },
      { email: 'owner-a@reidai.example', name: '作例 遥', roles: [{ role: 'owner', department: '営業二部' }] },
    ],
  },
  {
    side: 'customer',
    account: 'kakuu',
    departments: ['精機事業部'],
    // One person in two companies: signs in once, and chooses which to act for.
    people: [{ name: '兼松 梓', email: 'azusa@kyodo.example', roles: [{ role: 'promotion', from: -45 }], seen: 6 }],
  },
]

export type Made = { staff: ReadonlyMap<string, string>; accounts: ReadonlyMap<string, string> }
type At = { tx: Tx; now: Instant; today: CivilDate; zone: string; made: Made; hash: string }

async function placeOf({ tx, made }: At, company: Company): Promise<Organisation> {
  if (company.account !== undefined) {
    const accountId = must(made.accounts.get(company.account), `the stories make the account ${company.account}`)
    return { side: company.side, accountId, partnerId: null }
  }
  if (company.partnerOf === undefined) return { side: company.side, accountId: null, partnerId: null }
  const staffId = must(made.staff.get(company.partnerOf), `the stories make the person ${company.partnerOf}`)
  return { side: company.side, accountId: null, partnerId: await partnerOfStaff(tx, staffId) }
}

/** The person of an address, made at its first mention. */
async function personOf({ tx, now, hash }: At, { name, email }: Who): Promise<string> {
  await tx.query(
    `insert into identity.users (id, name, email, password_hash, created_at) values ($1, $2, $3, $4, $5)
     on conflict (email) do nothing`,
    [newId(now), name, email, hash, timestampOf(now)],
  )
  return (await tx.one<{ id: string }>('select id from identity.users where email = $1', [email])).id
}

const departmentIn = (departments: ReadonlyMap<string, Department>, name: string | undefined) =>
  name === undefined ? null : must(departments.get(searchKey(name)), `a department ${name}`).id

async function settle(at: At, company: Company, by: Caller): Promise<void> {
  const { tx, now, today, zone } = at
  const organisation = await placeOf(at, company)
  const names = company.departments ?? []
  const departments =
    organisation.accountId === null ? new Map() : await ensureDepartments(tx, organisation.accountId, names, now)
  const day = (days: number) => instantOf({ date: addDays(today, days), minute: 540 }, zone)
  for (const who of company.people) {
    const userId = await personOf(at, who)
    const staffId = who.staff === undefined ? null : must(at.made.staff.get(who.staff), `a person ${who.staff}`)
    const memberships = who.roles.map(
      ({ role, department, from, until }): NewMembership => ({
        ...organisation,
        userId,
        staffId,
        role: must(isRoleOf(company.side, role) && role, `a role of the side ${company.side}`),
        departmentId: departmentIn(departments, department),
        validFrom: from === undefined ? now : day(from),
        validUntil: until === undefined ? null : instantOf({ date: addDays(today, until + 1), minute: 0 }, zone),
        createdBy: null,
      }),
    )
    const ids = await addMemberships(tx, memberships, now)
    if (who.seen !== undefined)
      await tx.query('update identity.memberships set signed_in_at = $2 where id = any ($1::uuid[])', [
        ids,
        timestampOf(day(-who.seen)),
      ])
  }
  const invitees = (company.invited ?? []).map(
    ({ email, name, roles }): Invitee => ({
      email,
      name,
      staffId: null,
      language: null,
      roles: roles.map((r) => ({
        role: r.role,
        departmentId: departmentIn(departments, r.department),
        firstDay: null,
        lastDay: null,
      })),
    }),
  )
  const acting: Acting = { caller: by, now, today, zone }
  await invite(tx, organisation, invitees, acting, 'http://localhost:4100')
}

/** Who asked the invited in: the demo's administrator. */
async function administrator(tx: Tx, now: Instant): Promise<Caller> {
  const admin = await tx.one<{ id: string; name: string }>(
    "select id, name from identity.users where email = 'admin@bansou.example'",
  )
  return {
    userId: admin.id,
    name: admin.name,
    side: 'vendor',
    roles: ['admin'],
    relation: 'all',
    accountId: null,
    partnerId: null,
    staffId: null,
    staffIds: [],
    departmentIds: [],
    at: now,
    language: 'ja',
    viewedBy: null,
  }
}

/** Settles everybody beside those who are printed when the server starts (`sign-ins.ts`). */
export async function settlePeople(db: Db, made: Made, when: { now: Instant; today: CivilDate; zone: string }) {
  const hash = await hashPassword(DEMO_PASSWORD)
  await db.transaction({ vendor: true }, async (tx) => {
    await writeSetting(tx, 'organisation', { name: '伴走サービス株式会社', language: 'ja' }, when.now)
    const by = await administrator(tx, when.now)
    for (const company of COMPANIES) await settle({ tx, ...when, made, hash }, company, by)
    const vocabulary = { regions: [], offices: Object.keys(OFFICES) }
    for (const [baseOffice, handles] of Object.entries(OFFICES))
      for (const handle of handles) {
        const id = must(made.staff.get(handle), `the stories make the person ${handle}`)
        await changeStaff(tx, id, { baseOffice }, vocabulary)
      }
  })
}
