/** Checks of where and when a vendor works: zone, hours, closures, regions, offices, prices, retirements. */
import { regionKeys } from './catalogue.ts'
import { known, oneOf, quoted, type Report } from './findings.ts'
import type { CatalogueData } from './model.ts'

function zoneAndCurrency(data: CatalogueData, report: Report) {
  if (!Intl.supportedValuesOf('currency').includes(data.currency)) {
    report(['currency'], `"${data.currency}" is no currency; write an ISO 4217 code such as "JPY" or "EUR"`)
  }
  try {
    new Intl.DateTimeFormat('en', { timeZone: data.timeZone })
  } catch {
    report(['timeZone'], `"${data.timeZone}" is no time zone; write an IANA name such as "Asia/Tokyo"`)
  }
  if (!data.languages.includes(data.authoritativeLanguage.value)) {
    report(
      ['authoritativeLanguage', 'value'],
      `"${data.authoritativeLanguage.value}" is no language of the vendor; ${oneOf(data.languages)}`,
    )
  }
}

function hoursInOrder(data: CatalogueData, report: Report) {
  for (const [name, { windows }] of Object.entries(data.hours)) {
    windows.forEach((w, i) => {
      const before = windows[i - 1]
      if (w.from >= w.until)
        report(['hours', name, 'windows', i, 'until'], `"${w.until}" is not after "${w.from}"; write a later time`)
      if (before && w.from < before.until) {
        report(
          ['hours', name, 'windows', i, 'from'],
          `begins before the window above ends; write "${before.until}" or later`,
        )
      }
    })
  }
}

function regionsUnambiguous(data: CatalogueData, report: Report) {
  for (const [key, names] of regionKeys(data.regions)) {
    if (names.length < 2) continue
    const i = data.regions.findLastIndex((r) => r.name === names.at(-1))
    report(['regions', i], `"${key}" may mean ${quoted(names)}; each way of writing a region must mean one`)
  }
}

function officesAtHome(data: CatalogueData, report: Report) {
  if (Object.keys(data.offices).length === 0) report(['offices'], 'a vendor has an office; add one with its home area')
  for (const [office, o] of Object.entries(data.offices)) {
    o.homeArea.value.forEach((r, i) => {
      if (!data.regions.some((region) => region.name === r)) {
        report(
          ['offices', office, 'homeArea', 'value', i],
          `region "${r}" is not in "regions"; write it as it stands there`,
        )
      }
    })
  }
}

export function settingConsistent(data: CatalogueData, report: Report): void {
  zoneAndCurrency(data, report)
  hoursInOrder(data, report)
  regionsUnambiguous(data, report)
  officesAtHome(data, report)
  for (const [name, place] of Object.entries(data.places)) {
    if (place.remote && place.travels)
      report(['places', name], 'nobody travels to a remote place; set "remote" or "travels" to false')
  }
}

export function pricesConsistent(data: CatalogueData, report: Report): void {
  const offers = { ...data.plans, ...data.addOns }
  data.prices.forEach((p, i) => {
    const twin = data.prices.findIndex((q) => q.charge === p.charge && q.item === p.item && q.from === p.from)
    const of = p.item === undefined ? '' : ` of "${p.item}"`
    if (twin !== i) {
      report(
        ['prices', i],
        `two prices of equal rank for "${p.charge}"${of} from ${p.from}; keep one or give it another date`,
      )
    }
    if (p.item !== undefined) known(report, ['prices', i, 'item'], p.item, offers, 'plan or add-on')
  })
  data.retirements.forEach((r, i) => {
    known(report, ['retirements', i, 'service'], r.service, offers, 'plan or add-on')
    if (data.retirements.findIndex((other) => other.service === r.service) !== i) {
      report(['retirements', i], `two last days of equal rank for "${r.service}"; keep one`)
    }
  })
}
