import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { errorsOf, WHOLE } from './bad-catalogues.fixture.ts'
import { catalogueFromTexts, loadCatalogues, TermsLoadError } from './index.ts'
import { AMENDMENT, REGISTER, VERSION } from './minimal.fixture.ts'
import { openClauses } from './open.ts'

const small = (...versions: string[]) =>
  catalogueFromTexts(
    { file: 'clauses.yaml', text: REGISTER },
    versions.map((text, i) => ({ file: `${i + 1}.yaml`, text })),
  )

describe('versions', () => {
  const both = small(AMENDMENT, VERSION)

  test('stand in the order of their days, whatever the order of their files', () => {
    expect(both.versions.map((v) => v.version)).toEqual(['1', '2'])
    expect(both.latest.version).toBe('2')
    expect(both.version('3')).toBeNull()
  })

  test.each([
    ['2024-12-31', '1'],
    ['2025-01-01', '1'],
    ['2025-05-31', '1'],
    ['2025-06-01', '2'],
  ])('on %s version %s is in force', (day, version) => expect(both.on(day).version).toBe(version))

  test('an amendment changes what it names and nothing else', () => {
    const [before, after] = both.versions
    expect(after!.support('plain').allowances.talks!.value).toBe(90)
    expect(after!.plan('small').period).toEqual({ value: 4, clause: 't.3', renews: false })
    expect(before!.support('plain').allowances.talks!.value).toBe(60)
    expect(after!.data.prices).toEqual(before!.data.prices)
  })

  test('an amendment may rest on an amendment', () => {
    const third = AMENDMENT.replace('version: "2"', 'version: "3"').replace('basedOn: "1"', 'basedOn: "2"')
    const rest = third.replace('effective: 2025-06-01', 'effective: 2025-09-01').replace('value: 90', 'value: 30')
    const versions = small(VERSION, AMENDMENT, rest.replace('value: { value: 4', 'value: { value: 5'))
    expect(versions.latest.support('plain').allowances.talks!.value).toBe(30)
  })
})

describe('a loaded catalogue', () => {
  const { latest } = small(VERSION)

  test('finds a plan by id, name and alias', () => {
    for (const text of ['small', 'Little', '小', 'mini']) expect(latest.planNamed(text)).toBe('small')
    expect(latest.planNamed('course')).toBeNull()
  })

  test('takes the price of the thing itself before the general one, and the latest that has begun', () => {
    expect(latest.price('service-fee', 'course', '2025-02-01')).toBe(100)
    expect(latest.price('service-fee', 'link', '2025-02-01')).toBeNull()
    expect(latest.price('service-fee', 'course', '2024-12-31')).toBeNull()
    const dearer = VERSION.replace(
      'prices:\n',
      'prices:\n  - { charge: service-fee, item: course, amount: 120, from: 2025-03-01, clause: t.2 }\n',
    )
    expect(small(dearer).latest.price('service-fee', 'course', '2025-02-28')).toBe(100)
    expect(small(dearer).latest.price('service-fee', 'course', '2025-03-01')).toBe(120)
  })

  test('gives the months of a target, however its name is written', () => {
    const link = latest.addOn('link')
    expect(latest.monthsFor(link, ' ｚｅｄ')).toMatchObject({ value: 3, clause: 't.3' })
    expect(latest.monthsFor(link, 'Z e d')).toMatchObject({ value: 2, clause: 't.2' })
    expect(latest.monthsFor(link, null)).toMatchObject({ value: 2, clause: 't.2' })
  })

  test('knows no name that every object has', () => {
    for (const register of [
      latest.data.plans,
      latest.data.addOns,
      latest.data.options,
      latest.support('plain').sessions,
    ]) {
      expect('constructor' in register).toBe(false)
    }
  })

  test('cannot be changed', () => {
    expect(() => Object.assign(latest.plan('small').period, { value: 99 })).toThrow(TypeError)
    expect(() => latest.data.languages.push('fr')).toThrow(TypeError)
  })
})

describe('words', () => {
  test('of the language that decides must be there', () => {
    const inGerman = VERSION.replace('languages: [ja, en]\nauth', 'languages: [ja, en, de]\nauth').replace(
      '{ value: ja, clause: t.1 }',
      '{ value: de, clause: t.1 }',
    )
    const errors = errorsOf({ ...WHOLE, '1.yaml': inGerman })
    expect(errors).toContain('clauses.yaml:2: clauses.0.text.de: missing; "de" is the language that decides, add it')
  })
})

describe('a folder', () => {
  let folder: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'bansou-terms-'))
  })
  afterEach(() => rmSync(folder, { recursive: true }))

  const write = (name: string, content: string | Uint8Array) => writeFileSync(join(folder, name), content)
  const errors = (): string[] => {
    try {
      loadCatalogues(folder)
      return []
    } catch (error) {
      if (error instanceof TermsLoadError) return error.errors.map((e) => e.message)
      throw error
    }
  }

  test('holds a register, versions, and perhaps a list of what is open', () => {
    write('clauses.yaml', REGISTER)
    write('1.yaml', VERSION)
    write('open.yaml', 'open:\n  desk: [t.3]\n')
    expect(loadCatalogues(folder).versions).toHaveLength(1)
    expect(openClauses(folder)).toEqual({ desk: ['t.3'] })
  })

  test('without a register', () => {
    write('1.yaml', VERSION)
    expect(errors()).toEqual(['missing; a catalogue folder holds clauses.yaml and one file a version'])
  })

  test('without a version', () => {
    write('clauses.yaml', REGISTER)
    expect(errors()).toEqual(['holds no version; add a file such as 2025-04-01.yaml beside clauses.yaml'])
  })

  test('with a file that is not UTF-8', () => {
    write('clauses.yaml', REGISTER)
    write('1.yaml', new Uint8Array([0x93, 0x8c, 0x8b, 0x9e]))
    expect(errors()).toEqual(['is not UTF-8 text; save it as UTF-8'])
  })

  test('with an empty version', () => {
    write('clauses.yaml', REGISTER)
    write('1.yaml', '')
    expect(errors()).toEqual(['write a mapping'])
  })
})
