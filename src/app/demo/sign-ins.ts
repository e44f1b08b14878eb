/** Who may sign in to the demo. Invented people of invented companies; the password is no secret. */
import type { Instant } from '../../kernel/clock.ts'
import { must } from '../../kernel/failure.ts'
import type { Side } from '../../kernel/route.ts'
import type { Tx } from '../../kernel/transaction.ts'
import type { Identity, NewUser, User } from '../identity/identity.ts'
import type { Made } from './company-people.ts'
import { DEMO_PASSWORD } from './password.ts'
import { showSecurity } from './security.ts'

export type DemoSignIn = {
  label: { ja: string; en: string }
  name: string
  side: Side
  email: string
  password: string
}

/** `staff` and `account` are handles of the stories. */
type Planned = Pick<NewUser, 'name' | 'email' | 'side' | 'roles'> & {
  label: DemoSignIn['label']
  staff?: string
  account?: string
  /** Settled with the people of their company. */
  settled?: true
}

const PLANNED: readonly Planned[] = [
  {
    label: { ja: '管理者（ベンダー）', en: 'Administrator (vendor)' },
    name: '綾瀬 理央',
    email: 'admin@bansou.example',
    side: 'vendor',
    roles: ['admin'],
  },
  {
    label: { ja: '担当CSM（ベンダー）', en: 'Customer success manager (vendor)' },
    name: '青葉 みのり',
    email: 'csm@bansou.example',
    side: 'vendor',
    roles: ['csm'],
    staff: 'aoba',
  },
  {
    label: { ja: '責任者（パートナー企業）', en: 'Manager (partner company)' },
    name: '土岐 さゆり',
    email: 'manager@partner.example',
    side: 'partner',
    roles: ['manager'],
    settled: true,
  },
  {
    label: { ja: '研修講師（パートナー企業）', en: 'Trainer (partner company)' },
    name: '若松 譲',
    email: 'trainer@partner.example',
    side: 'partner',
    roles: ['trainer'],
    staff: 'wakamatsu',
  },
  {
    label: { ja: 'お客様：見本食品（Basic）', en: 'Customer: Mihon Foods (Basic)' },
    name: '見本 花子',
    email: 'hanako@mihon.example',
    side: 'customer',
    roles: ['promotion'],
    account: 'mihon',
  },
  {
    label: { ja: 'お客様：架空精機（Advanced）', en: 'Customer: Kakuu Precision (Advanced)' },
    name: '架空 太郎',
    email: 'taro@kakuu.example',
    side: 'customer',
    roles: ['promotion'],
    account: 'kakuu',
  },
  {
    label: { ja: 'お客様：例題電機（Premier・サクセス）', en: 'Customer: Reidai Electric (Premier, success)' },
    name: '例題 次郎',
    email: 'jiro@reidai.example',
    side: 'customer',
    roles: ['promotion'],
    account: 'reidai',
  },
  {
    label: { ja: 'お客様：例題電機（部門の責任者）', en: 'Customer: Reidai Electric (department leader)' },
    name: '例題 三重',
    email: 'leader@reidai.example',
    side: 'customer',
    roles: ['leader'],
    settled: true,
  },
]

export async function createSignIns(identity: Identity, made: Made, now: Instant): Promise<void> {
  const people: User[] = []
  for (const { label: _label, staff, account, settled, ...person } of PLANNED) {
    if (settled) continue
    const user = await identity.createUser({
      ...person,
      password: DEMO_PASSWORD,
      ...(staff && { staffId: must(made.staff.get(staff), `the stories make the person ${staff}`) }),
      ...(account && { accountId: must(made.accounts.get(account), `the stories make the account ${account}`) }),
    })
    people.push(user)
  }
  // They are printed for everybody to try: open by a password alone.
  await identity.secondFactor.setRule('off')
  const admin = must(
    people.find((user) => user.roles.includes('admin')),
    'the demo has an administrator',
  )
  await showSecurity(identity, admin, must(made.accounts.get('reidai'), 'the stories make the account reidai'), now)
}

/** Those of them who may still sign in. */
export async function demoSignIns(tx: Tx): Promise<DemoSignIn[]> {
  const rows = await tx.query<{ email: string }>(
    'select email from identity.users where email = any($1::text[]) and disabled_at is null',
    [PLANNED.map((p) => p.email)],
  )
  const there = new Set(rows.map((row) => row.email))
  return PLANNED.filter((p) => there.has(p.email)).map(({ label, name, side, email }) => ({
    label,
    name,
    side,
    email,
    password: DEMO_PASSWORD,
  }))
}
