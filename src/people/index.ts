/** Who there is: staff, partners and accounts, the lock on an account's books, and people's booked time. */
export {
  type AccountChange,
  busyStaff,
  changeAccount,
  createAccount,
  createStaff,
  insertBookings,
  lockAccounts,
  type NewAccount,
  type NewStaff,
  removeBookings,
  type Vocabulary,
} from './commands.ts'
export {
  type Account,
  type Booking,
  type BusyQuestion,
  STAFF_ROLES,
  type Staff,
  type StaffRole,
  searchKey,
} from './model.ts'
export {
  PREFECTURE_REGIONS,
  PREFECTURES,
  type Prefecture,
  type Region,
  regionOf,
  samePrefecture,
} from './prefectures.ts'
export { account, accountsByIds, partnerOfStaff, staffByIds, staffIdsOfPartner, staffList } from './queries.ts'
export { type PeopleServices, peopleRoutes } from './routes.ts'
