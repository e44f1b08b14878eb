/** Who there is: staff, partners and accounts, the lock on an account's books, and people's booked time. */
export {
  type AccountChange,
  busyStaff,
  changeAccount,
  changeStaff,
  createAccount,
  createStaff,
  insertBookings,
  lockAccounts,
  mustBook,
  type NewAccount,
  type NewStaff,
  removeBookings,
  type Vocabulary,
} from './commands.ts'
export { departmentsOf, ensureDepartments } from './departments.ts'
export {
  type Account,
  type Booking,
  type BusyQuestion,
  type Department,
  type Partner,
  STAFF_ROLES,
  type Staff,
  type StaffRole,
  searchKey,
} from './model.ts'
export { partners, partnersByIds } from './partners.ts'
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
export type { BusyTime, WorkingTime } from './working-time.ts'
export { busyTimes, workingTimesOf } from './working-time-store.ts'
