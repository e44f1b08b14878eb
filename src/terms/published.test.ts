import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv } from 'ajv'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { loadCatalogues } from './index.ts'
import { PUBLISHED, schemaText } from './published.ts'

const TERMS = join(import.meta.dirname, '../../terms')
const folders = readdirSync(TERMS, { withFileTypes: true })
  .filter((f) => f.isDirectory())
  .map((f) => f.name)

describe('the published schemas', () => {
  test.each(Object.entries(PUBLISHED))('%s is what the model says: npm run terms -- schema', (name, schema) => {
    expect(readFileSync(join(TERMS, name), 'utf8')).toBe(schemaText(schema))
  })

  const files = folders.flatMap((folder) => readdirSync(join(TERMS, folder)).map((file) => join(folder, file)))
  const marked = files.map((file) => ({ file, text: readFileSync(join(TERMS, file), 'utf8') }))

  test.each(marked.filter(({ file }) => !file.endsWith('open.yaml')))(
    '$file names its schema and keeps to it',
    ({ text }) => {
      const name = /^# yaml-language-server: \$schema=\.\.\/(\S+)$/m.exec(text)?.[1] ?? ''
      expect(Object.keys(PUBLISHED)).toContain(name)
      const validate = new Ajv({ strict: false }).compile(JSON.parse(readFileSync(join(TERMS, name), 'utf8')))
      validate(parse(text))
      expect(validate.errors).toBeNull()
    },
  )

  test('explain every field that is not plain', () => {
    const text = readFileSync(join(TERMS, 'catalogue.schema.json'), 'utf8')
    for (const told of ['A session lies wholly inside one of them', 'A higher rank is an upgrade'])
      expect(text).toContain(told)
  })
})

test.each(folders)('the catalogue %s loads', (folder) => {
  expect(loadCatalogues(join(TERMS, folder)).latest.data.catalogue).toBe(folder)
})
