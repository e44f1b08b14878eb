/** People and accounts as they stand. */
import type { Tx } from '../kernel/transaction.ts'
import type { Account, Staff } from './model.ts'
import { ACCOUNT_COLUMNS } from './tables.ts'

/** An account, or null where it is unknown or another customer's. */
export const account = (tx: Tx, accountId: string): Promise<Account | null> =>
  tx.maybe<Account>(`select ${ACCOUNT_COLUMNS} from people.accounts where account_id = $1`, [accountId])

/** Accounts by id, in the order of ids; unknown ones are left out. */
export const accountsByIds = (tx: Tx, accountIds: readonly string[]): Promise<Account[]> =>
  tx.query<Account>(
    `select ${ACCOUNT_COLUMNS} from people.accounts where account_id = any($1::uuid[]) order by account_id`,
    [accountIds],
  )

const STAFF = `
  select s.id, s.name, s.role, p.name as partner, s.base_office as "baseOffice", s.active
  from people.staff s left join people.partners p on p.id = s.partner_id`

/** Everybody who delivers services, those who have left included, in the order in which they came. */
export const staffList = (tx: Tx): Promise<Staff[]> => tx.query<Staff>(`${STAFF} order by s.id`)

export const staffByIds = (tx: Tx, staffIds: readonly string[]): Promise<Staff[]> =>
  tx.query<Staff>(`${STAFF} where s.id = any($1::uuid[]) order by s.id`, [staffIds])

/** A partner's people, those who have left included. */
export const staffIdsOfPartner = async (tx: Tx, partnerId: string): Promise<string[]> =>
  (await tx.query<{ id: string }>('select id from people.staff where partner_id = $1 order by id', [partnerId])).map(
    (row) => row.id,
  )

/** The partner that a person works for; null for the vendor's own and for somebody unknown. */
export const partnerOfStaff = async (tx: Tx, staffId: string): Promise<string | null> =>
  (
    await tx.maybe<{ partner: string | null }>('select partner_id as partner from people.staff where id = $1', [
      staffId,
    ])
  )?.partner ?? null
