/** No room answers with a rule that has no sentence: read from the rooms' own code. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { FINDINGS } from './findings.ts'

const SOURCES = join(import.meta.dirname, '../..')
const CALL = /\b(holds|broken)\(\s*'(\w+)'/g
const LITERAL = /\brule: '(\w+)',\s*verdict: '(\w+)'/g

/** `startsInPeriod.broken` for every finding that a source makes. */
function findingsIn(source: string): string[] {
  const called = [...source.matchAll(CALL)].map(([, verdict, rule]) => `${rule}.${verdict}`)
  const written = [...source.matchAll(LITERAL)].map(([, rule, verdict]) => `${rule}.${verdict}`)
  return [...called, ...written]
}

function isSaid(finding: string): boolean {
  const [rule, verdict] = finding.split('.')
  if (FINDINGS[finding]) return true
  // Where a rule breaks in several ways, each code has its own sentence.
  return verdict === 'broken' && Object.keys(FINDINGS).some((key) => key.startsWith(`${rule}.`) && key.includes('-'))
}

const rooms = readdirSync(SOURCES, { withFileTypes: true }).filter(
  (entry) => entry.isDirectory() && entry.name !== 'app' && entry.name !== 'kernel',
)
const sources = rooms.flatMap((room) =>
  readdirSync(join(SOURCES, room.name), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.includes('.test.'))
    .map((file) => readFileSync(join(SOURCES, room.name, file), 'utf8')),
)

describe('the rules of the rooms', () => {
  const found = [...new Set(sources.flatMap(findingsIn))].sort()

  it('are found where they are made', () => {
    expect(found.length).toBeGreaterThan(20)
    expect(findingsIn("broken(\n  'unheardOf', 'too-far')")).toEqual(['unheardOf.broken'])
    expect(isSaid('unheardOf.broken')).toBe(false)
  })

  it.each(found)('%s has words', (finding) => {
    expect(isSaid(finding)).toBe(true)
  })
})
