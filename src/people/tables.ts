/** How rows are read; the tables themselves are in migrations/. */

/** An `Account` of a row of people.accounts. */
export const ACCOUNT_COLUMNS = `account_id as id, name, prefecture, existing_customer as "existingCustomer", version,
  created_at as "createdAt"`
