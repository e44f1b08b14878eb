/** Days and hours: what the vendor's calendar says of a date, and whether a session lies inside the hours of service. */
export { addClosure, type Closure, type HolidayImport, importHolidays, removeClosure } from './commands.ts'
export { type HolidayFile, readHolidayFile } from './holiday-file.ts'
export { type HolidayRule, type HolidaySource, holidayRuleSchema, holidaysOf, japaneseDayNames } from './holidays.ts'
export {
  buildCalendar,
  type CalendarConfig,
  type CalendarFacts,
  type DayCalendar,
  isCovered,
  type ServiceHours,
  type WindowVerdict,
  windowFinding,
  type YearlyClosure,
} from './model.ts'
export { type CalendarDay, calendarDays, closures, loadCalendar } from './queries.ts'
export { type CalendarServices, calendarRoutes } from './routes.ts'
