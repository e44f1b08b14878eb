import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { permissionsMarkdown } from './permissions.ts'

const FILE = join(import.meta.dirname, '../../docs/permissions.md')

it('docs/permissions.md says what the table says: npm run admin -- permissions', () => {
  expect(readFileSync(FILE, 'utf8')).toBe(permissionsMarkdown())
})
