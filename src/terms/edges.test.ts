import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { CITED_EDGES } from './edges.ts'

const SOURCE = join(import.meta.dirname, '..')

test('the corners that the code cites are the ones that every register must hold', () => {
  const files = readdirSync(SOURCE, { recursive: true, encoding: 'utf8' }).filter(
    (f) => f.endsWith('.ts') && !/\.(test|fixture)\.ts$/.test(f) && !f.endsWith(join('terms', 'edges.ts')),
  )
  const cited = files.flatMap((f) => readFileSync(join(SOURCE, f), 'utf8').match(/'edge\.\d+'/g) ?? [])
  const ids = [...new Set(cited.map((quoted) => quoted.slice(1, -1)))]
  expect([...CITED_EDGES].sort()).toEqual(ids.sort())
})
