/** People and departments from a file: what each row would do, or why it cannot be; then all of it, or nothing. */
import { ROLES, type Role } from '../../kernel/access.ts'
import type { Language } from '../../kernel/route.ts'
import type { Tx } from '../../kernel/transaction.ts'
import { type Department, ensureDepartments, searchKey } from '../../people/index.ts'
import type { Organisation } from '../identity/memberships.ts'
import { headKey } from '../transfer/import/columns.ts'
import { readFile } from '../transfer/import/read-file.ts'
import { plainArguments } from '../words/arguments.ts'
import { findingWords } from '../words/imports.ts'
import { say } from '../words/message.ts'
import { PEOPLE_FILE_WORDS, type PeopleFileCode } from '../words/people-file.ts'
import { addressOf, type Invitee, invite, standingOf } from './invitations.ts'
import { roleWords } from './role-words.ts'
import { type Acting, departmentsIn, giveRole } from './roles.ts'
import { mailAddress } from './shapes.ts'

const MOST_ROWS = 5000
const MOST_FOUND = 1000
const NAME_MAX = 200

const HEADS: Record<Field, readonly string[]> = {
  email: ['email', 'e-mail', 'mail', 'メール', 'メールアドレス', 'eメール', 'アドレス'],
  name: ['name', '氏名', '名前', '担当者名', '社員名'],
  department: ['department', '部門', '部署', '所属', '部署名', '部門名', '所属部署'],
  role: ['role', '役割', '権限', 'ロール'],
}
const FIELDS = ['email', 'name', 'department', 'role'] as const
type Field = (typeof FIELDS)[number]

/** `department`: the row names a department and nobody. */
type Outcome = 'invite' | 'add-role' | 'department' | 'unchanged' | 'fault'
type Found = { row: number; field: Field | null; code: PeopleFileCode; facts?: Record<string, string | number> }
type Row = {
  row: number
  email: string
  name: string | null
  department: string | null
  role: string
  given: Role | null
}
type Judged = Row & { outcome: Outcome; userId: string | null }

export type PeopleFileReport = {
  applied: boolean
  rows: {
    row: number
    email: string
    name: string | null
    department: string | null
    role: string | null
    outcome: Outcome
  }[]
  counts: Record<Outcome, number>
  newDepartments: string[]
  findings: { row: number | null; field: string | null; code: string; sentence: string }[]
}

/** The head is the first of the first rows in which an address or a department has its column. */
function columnsOf(rows: readonly string[][]): { head: number; at: Map<Field, number> } | null {
  const meaning = new Map(FIELDS.flatMap((field) => HEADS[field].map((h) => [headKey(h), field] as const)))
  for (const [head, cells] of rows.slice(0, 20).entries()) {
    const at = new Map<Field, number>()
    for (const [i, cell] of cells.entries()) {
      const field = meaning.get(headKey(cell))
      if (field && !at.has(field)) at.set(field, i)
    }
    if (at.has('email') || at.has('department')) return { head, at }
  }
  return null
}

/** What people write for a role: its id, or its name in either language. */
function rolesByWord({ side }: Organisation): Map<string, Role> {
  return new Map(
    ROLES[side].flatMap((role: Role) =>
      [role, roleWords(side, role).ja, roleWords(side, role).en].map((word) => [searchKey(word), role] as const),
    ),
  )
}

const isAddress = (text: string) => mailAddress.safeParse(text).success

/** What is wrong with a row taken by itself. */
function faultsOf(row: Row, side: Organisation['side'], allowed: string): Found[] {
  const found: Found[] = []
  const say = (field: Field, code: PeopleFileCode, facts: Record<string, string> = {}) =>
    found.push({ row: row.row, field, code, facts })
  if (row.email === '') {
    if (side !== 'customer' || row.department === null || row.name !== null || row.role !== '')
      say('email', 'email-missing')
    return found
  }
  if (!isAddress(row.email)) say('email', 'not-an-address', { value: row.email.slice(0, 80) })
  if ((row.name?.length ?? 0) > NAME_MAX) say('name', 'name-too-long')
  if (row.role === '') say('role', 'role-missing', { allowed })
  else if (row.given === null) say('role', 'unknown-role', { value: row.role.slice(0, 80), allowed })
  if (row.given === 'leader' && row.department === null) say('department', 'department-missing')
  const takesDepartment = row.given === null || row.given === 'leader' || row.given === 'owner'
  if (row.department !== null && !takesDepartment) say('department', 'department-not-here')
  return found
}

function readRows(rows: readonly string[][], organisation: Organisation): { rows: Row[]; found: Found[] } {
  const columns = columnsOf(rows)
  if (columns === null) return { rows: [], found: [{ row: 1, field: null, code: 'no-columns' }] }
  const byWord = rolesByWord(organisation)
  const allowed = [...ROLES[organisation.side]].map((role) => roleWords(organisation.side, role).ja).join(', ')
  const found: Found[] = []
  const read: Row[] = []
  const first = new Map<string, number>()
  for (let i = columns.head + 1; i < rows.length; i++) {
    const cells = rows[i]!
    const cell = (field: Field) => (cells[columns.at.get(field) ?? -1] ?? '').trim()
    if (FIELDS.every((field) => cell(field) === '')) continue
    const role = cell('role')
    const row: Row = {
      row: i + 1,
      email: addressOf(cell('email').normalize('NFKC')),
      name: cell('name') || null,
      department: cell('department') || null,
      role,
      given: byWord.get(searchKey(role)) ?? null,
    }
    const key = JSON.stringify([row.email, row.given, row.department && searchKey(row.department)])
    const before = first.get(key)
    first.set(key, before ?? row.row)
    if (before !== undefined) found.push({ row: row.row, field: null, code: 'twice', facts: { first: before } })
    found.push(...faultsOf(row, organisation.side, allowed))
    read.push(row)
  }
  if (read.length > MOST_ROWS)
    return { rows: [], found: [{ row: 1, field: null, code: 'too-many-people', facts: { most: MOST_ROWS } }] }
  return { rows: read, found }
}

/** What each row would do to what stands now. */
async function judge(
  tx: Tx,
  organisation: Organisation,
  rows: readonly Row[],
  departments: ReadonlyMap<string, Department>,
  acting: Acting,
): Promise<Judged[]> {
  const emails = [...new Set(rows.map((r) => r.email).filter((email) => email !== ''))]
  const { members, invited } = await standingOf(tx, organisation, emails, acting.now)
  return rows.map((row): Judged => {
    const department = row.department === null ? null : (departments.get(searchKey(row.department)) ?? null)
    if (row.email === '') return { ...row, userId: null, outcome: department ? 'unchanged' : 'department' }
    const held = members.get(row.email)
    const userId = held?.[0]?.userId ?? null
    const same = (r: { role: string; departmentId: string | null }) =>
      r.role === row.given && r.departmentId === (department?.id ?? null)
    if (held) return { ...row, userId, outcome: held.some(same) ? 'unchanged' : 'add-role' }
    return { ...row, userId: null, outcome: invited.has(row.email) ? 'unchanged' : 'invite' }
  })
}

/** One invitation an address, with a role for each of its rows. */
function inviteesOf(judged: readonly Judged[], departments: ReadonlyMap<string, Department>): Invitee[] {
  const byEmail = Map.groupBy(
    judged.filter((j) => j.outcome === 'invite'),
    (j) => j.email,
  )
  return [...byEmail].map(([email, rows]) => ({
    email,
    name: rows.find((r) => r.name !== null)?.name ?? null,
    staffId: null,
    language: null,
    roles: rows.map((r) => ({
      role: r.given!,
      departmentId: r.department === null ? null : departments.get(searchKey(r.department))!.id,
      firstDay: null,
      lastDay: null,
    })),
  }))
}

async function carryOut(
  tx: Tx,
  organisation: Organisation,
  judged: readonly Judged[],
  names: readonly string[],
  acting: Acting,
  address: string,
): Promise<void> {
  const { accountId } = organisation
  const departments = accountId === null ? new Map() : await ensureDepartments(tx, accountId, names, acting.now)
  await invite(tx, organisation, inviteesOf(judged, departments), acting, address)
  for (const { userId, given, department } of judged.filter((j) => j.outcome === 'add-role')) {
    const departmentId = department === null ? null : departments.get(searchKey(department))!.id
    await giveRole(tx, organisation, userId!, { role: given!, departmentId, firstDay: null, lastDay: null }, acting)
  }
}

function closedDepartments(rows: readonly Row[], known: ReadonlyMap<string, Department>): Found[] {
  return rows.flatMap((row): Found[] => {
    const department = row.department === null ? undefined : known.get(searchKey(row.department))
    return department && !department.active
      ? [{ row: row.row, field: 'department', code: 'department-closed', facts: { value: department.name } }]
      : []
  })
}

const countsOf = (judged: readonly { outcome: Outcome }[]): Record<Outcome, number> => {
  const counts = { invite: 0, 'add-role': 0, department: 0, unchanged: 0, fault: 0 }
  for (const { outcome } of judged) counts[outcome] += 1
  return counts
}

/**
 * Reads a file (CSV in UTF-8 or CP932, or Excel) of people of one organisation. Where `apply` is false, or anything is
 * wrong, nothing is written. The same file again changes nothing: who is there or was invited is `unchanged`.
 */
export async function takePeopleFile(
  tx: Tx,
  organisation: Organisation,
  bytes: Buffer,
  apply: boolean,
  acting: Acting,
  address: string,
): Promise<PeopleFileReport> {
  const language: Language = acting.caller.language
  const file = await readFile(bytes)
  const read = file.found.length > 0 ? { rows: [], found: [] } : readRows(file.rows, organisation)
  const known = new Map((await departmentsIn(tx, organisation)).map((d) => [searchKey(d.name), d]))
  const found = [...read.found, ...closedDepartments(read.rows, known)]
  const faulty = new Set(found.map((f) => f.row))
  const sound = read.rows.filter((r) => !faulty.has(r.row))
  const judged = await judge(tx, organisation, sound, known, acting)
  const named = sound.flatMap((r) => (r.department === null ? [] : [r.department]))
  const isSound = file.found.length === 0 && found.length === 0
  if (apply && isSound) await carryOut(tx, organisation, judged, named, acting, address)
  const outcomes = new Map(judged.map((j) => [j.row, j.outcome]))
  const rows = read.rows.map(({ row, email, name, department, given }) => ({
    row,
    email,
    name,
    department,
    role: given,
    outcome: outcomes.get(row) ?? ('fault' as const),
  }))
  const newNames = new Map(named.map((name) => [searchKey(name), name]))
  return {
    applied: apply && isSound,
    rows,
    counts: countsOf(rows),
    newDepartments: [...newNames].flatMap(([key, name]) => (known.has(key) ? [] : [name])),
    findings: [
      ...file.found.map((f) => ({
        row: f.row,
        field: f.field,
        code: f.code,
        sentence: findingWords(f.code, language, { ...f.facts }).sentence,
      })),
      ...found.slice(0, MOST_FOUND).map((f) => ({
        row: f.row,
        field: f.field,
        code: f.code,
        sentence: say(PEOPLE_FILE_WORDS[f.code], language, plainArguments(f.facts ?? {})),
      })),
    ],
  }
}
