/**
 * What a vendor promises, as a list of questions with their answers: every kind at every place under every plan, phase,
 * add-on and project; lengths, hours, days, languages, journeys, windows; orders, options, projects, prices. The answers
 * were read against the clauses and stand in test/golden; a changed figure shows as a changed line.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { addDays } from '../../src/kernel/civil.ts'
import type { Catalogues } from '../../src/terms/index.ts'
import { askerOf, heldUnder } from './asking.ts'
import { furtherMonthLines, optionLines, orderLines, planLines, priceLines, projectLines } from './offer-promises.ts'
import { heldLines } from './session-promises.ts'

const versionLines = ({ versions }: Catalogues): string[] =>
  versions.flatMap((v) => {
    const services = [...Object.keys(v.data.plans), ...Object.keys(v.data.addOns)]
    const ended = services.flatMap((s) => v.retirement(s) ?? [])
    const closed = askerOf(v).calendar
    const days = Array.from({ length: 40 }, (_, i) => addDays('2024-12-15', i)).filter(
      (d) => closed.dayName(d, 'en') !== null,
    )
    return [
      `${v.version} in force from ${v.effective}, decided in ${v.data.authoritativeLanguage.value}, currency ${v.currency}`,
      `${v.version}: closed ${days.join(' ')}`,
      `${v.version}: regions ${v.data.regions.map((r) => r.name).join(' ')}`,
      ...ended.map(
        (r) => `${v.version}: ${r.service} until ${r.lastDay} (${[r.clause, r.besides ?? ''].join(' ').trim()})`,
      ),
    ]
  })

/** Every line, for the first version that holds the offers. */
export function promisesOf(terms: Catalogues): string {
  const catalogue = terms.versions[0]!
  const asker = askerOf(catalogue)
  const held = heldUnder(catalogue).flatMap((h) => heldLines(asker, h))
  const lines = [
    ...versionLines(terms),
    ...planLines(catalogue),
    ...held,
    ...furtherMonthLines(asker),
    ...projectLines(catalogue),
    ...optionLines(catalogue),
    ...orderLines(catalogue),
    ...priceLines(terms),
  ]
  return `${lines.join('\n')}\n`
}

export const goldenFile = (vendor: string) => join(import.meta.dirname, `../golden/promises-${vendor}.txt`)

const golden = new Map<string, string>()
function goldenOf(vendor: string): string {
  const known = golden.get(vendor) ?? readFileSync(goldenFile(vendor), 'utf8')
  golden.set(vendor, known)
  return known
}

/** The first line that differs from the promises as they stand; null where none does. */
export function brokenPromise(terms: Catalogues): string | null {
  const stated = goldenOf(terms.latest.data.catalogue)
  let now: string
  try {
    now = promisesOf(terms)
  } catch (error) {
    return `no answer: ${(error as Error).message}`
  }
  if (now === stated) return null
  const lines = stated.split('\n')
  return now.split('\n').find((line, i) => line !== lines[i]) ?? 'a line is missing'
}
