/** Reads a catalogue's folder: clause register, dated versions, amendments. Every error names file, path, line and the mend. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Version, versionsOf, writtenAt } from './amend.ts'
import { Catalogue, Catalogues } from './catalogue.ts'
import { type DataFinding, findingsOfData, registerFindings } from './check.ts'
import { type Clause, registerSchema } from './model.ts'
import { dotted, readSource, type Source, shaped, type TermsError } from './source.ts'

export type { TermsError } from './source.ts'

export class TermsLoadError extends Error {
  readonly errors: TermsError[]
  constructor(errors: TermsError[]) {
    super(errors.map((e) => `${e.file}:${e.line}: ${e.path || '(whole file)'}: ${e.message}`).join('\n'))
    this.errors = errors
  }
}

type FileText = { file: string; text: string }

/** What does not hold in one version. An amendment answers only for what its base did not have. */
function dataErrors({ data, source, amendment, base }: Version, clauses: readonly Clause[]): TermsError[] {
  const key = (f: DataFinding) => `${dotted(f.path)} ${f.message}`
  const known = new Set(base === null ? [] : findingsOfData(base, clauses).map(key))
  const errors = findingsOfData(data, clauses)
    .filter((f) => !known.has(key(f)))
    .map((f) => ({
      file: source.file,
      path: dotted(f.path),
      line: source.lineOf(amendment ? writtenAt(amendment, f.path) : f.path),
      message: f.message,
    }))
  const ids = new Set(clauses.map((c) => c.id))
  for (const [i, change] of (amendment?.changes ?? []).entries()) {
    if (ids.has(change.clause)) continue
    const path = ['changes', i, 'clause']
    const message = `clause "${change.clause}" is not in clauses.yaml; add it there or name an existing one`
    errors.push({ file: source.file, path: dotted(path), line: source.lineOf(path), message })
  }
  return errors
}

/** What must hold between versions: each its own name and day; one catalogue, zone and currency. */
function seriesErrors(versions: Version[]): TermsError[] {
  return versions.flatMap(({ data, source, amendment }, at) => {
    const earlier = versions.slice(0, at)
    const error = (field: string, message: string): TermsError[] => {
      // What an amendment does not say in its head it says in one of its changes.
      const written = amendment && !(field in amendment) ? writtenAt(amendment, [field]) : [field]
      return [{ file: source.file, path: field, line: source.lineOf(written), message }]
    }
    const sameName = earlier.find((v) => v.data.version === data.version)
    const sameDay = earlier.find((v) => v.data.effective === data.effective)
    const first = versions[0]?.data
    return [
      ...(sameName
        ? error('version', `version "${data.version}" stands in ${sameName.source.file} too; give each its own`)
        : []),
      ...(sameDay
        ? error(
            'effective',
            `version "${sameDay.data.version}" takes effect on ${data.effective} too, so neither is in force; write another day`,
          )
        : []),
      ...(['catalogue', 'timeZone', 'currency'] as const).flatMap((field) =>
        first && data[field] !== first[field]
          ? error(field, `differs from version "${first.version}"; it is one for all versions, write "${first[field]}"`)
          : [],
      ),
    ]
  })
}

function registerErrors(source: Source, clauses: readonly Clause[], versions: Version[]): TermsError[] {
  const languages = new Set(versions.flatMap((v) => v.data.languages))
  const authoritative = new Set(versions.map((v) => v.data.authoritativeLanguage.value).filter((l) => languages.has(l)))
  return registerFindings(clauses, languages, authoritative).map((f) => ({
    file: source.file,
    path: dotted(f.path),
    line: source.lineOf(f.path),
    message: f.message,
  }))
}

function catalogueFrom(registerSource: Source, sources: Source[]): Catalogues {
  const errors: TermsError[] = []
  const clauses = shaped(registerSource, registerSchema, errors)?.clauses
  const versions = versionsOf(sources, errors)
  errors.push(...seriesErrors(versions))
  if (clauses) {
    if (errors.length === 0) errors.push(...registerErrors(registerSource, clauses, versions))
    errors.push(...versions.flatMap((version) => dataErrors(version, clauses)))
  }
  if (errors.length > 0) throw new TermsLoadError(errors)
  return new Catalogues(versions.map((v) => new Catalogue(v.data, clauses ?? [])))
}

/** Builds the catalogues from texts: `register` is clauses.yaml, `files` the dated versions. Throws TermsLoadError. */
export function catalogueFromTexts(register: FileText, files: FileText[]): Catalogues {
  return catalogueFrom(
    readSource(register.file, register.text),
    files.map((v) => readSource(v.file, v.text)),
  )
}

/** The same from values already read, for drafts that stand in no file; errors then know no lines. */
export function catalogueFromValues(register: unknown, files: Readonly<Record<string, unknown>>): Catalogues {
  const source = (file: string, value: unknown): Source => ({ file, value, errors: [], lineOf: () => 1 })
  return catalogueFrom(
    source('clauses.yaml', register),
    Object.entries(files).map(([file, value]) => source(file, value)),
  )
}

const folderError = (file: string, message: string) => new TermsLoadError([{ file, path: '', line: 1, message }])

/** A byte that is not UTF-8 would turn into another name unseen. */
function textOf(file: string): FileText {
  try {
    return { file, text: new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(file)) }
  } catch {
    throw folderError(file, 'is not UTF-8 text; save it as UTF-8')
  }
}

/** Loads `terms/<catalogue>/`: clauses.yaml and every other .yaml file in it as a version. */
export function loadCatalogues(folder: string): Catalogues {
  const register = join(folder, 'clauses.yaml')
  if (!existsSync(register)) {
    throw folderError(register, 'missing; a catalogue folder holds clauses.yaml and one file a version')
  }
  const files = readdirSync(folder)
    .filter((f) => f.endsWith('.yaml') && f !== 'clauses.yaml' && f !== 'open.yaml')
    .sort()
  if (files.length === 0)
    throw folderError(folder, 'holds no version; add a file such as 2025-04-01.yaml beside clauses.yaml')
  return catalogueFromTexts(
    textOf(register),
    files.map((f) => textOf(join(folder, f))),
  )
}
