import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { collectMigrations, fingerprintOf, migrate } from './migrations.ts'
import { startThrowaway } from './postgres/throwaway.ts'

const server = () => new URL(process.env.TEST_DATABASE_URL!)
let sources: string
let connectionString: string
let database: string

async function run(text: string, where = connectionString): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: where })
  await client.connect()
  try {
    return (await client.query(text)).rows
  } finally {
    await client.end()
  }
}

async function write(room: string, name: string, sql: string): Promise<void> {
  await mkdir(join(sources, room, 'migrations'), { recursive: true })
  await writeFile(join(sources, room, 'migrations', name), sql)
}

const migrateSources = async () => migrate(connectionString, await collectMigrations(sources))

beforeEach(async () => {
  sources = await mkdtemp(join(tmpdir(), 'bansou-migrations-'))
  database = `bansou_migrations_${sources.slice(-6).toLowerCase()}`
  await run(`create database "${database}" template template0`, server().href)
  const url = server()
  url.pathname = `/${database}`
  connectionString = url.href
})
afterEach(async () => {
  await run(`drop database "${database}" with (force)`, server().href)
  await rm(sources, { recursive: true })
})

describe('migrations', () => {
  it('go over all rooms in the order of their numbers, each once', async () => {
    await write('beta', '0001-first.sql', 'create table public.steps (n int); insert into public.steps values (1)')
    await write('alpha', '0002-second.sql', 'insert into public.steps values (2)')
    expect(await migrateSources()).toEqual({
      applied: ['src/beta/migrations/0001-first.sql', 'src/alpha/migrations/0002-second.sql'],
    })
    await write('beta', '0010-third.sql', 'insert into public.steps values (3)')
    expect(await migrateSources()).toEqual({ applied: ['src/beta/migrations/0010-third.sql'] })
    expect(await migrateSources()).toEqual({ applied: [] })
    expect(await run('select n from public.steps order by n')).toEqual([{ n: 1 }, { n: 2 }, { n: 3 }])
  })

  it('are applied once when several start at the same time', async () => {
    await write('alpha', '0001-slow.sql', 'create table public.steps (n int); select pg_sleep(0.1)')
    const applied = await Promise.all([migrateSources(), migrateSources(), migrateSources()])
    expect(applied.flatMap((a) => a.applied)).toHaveLength(1)
  })

  it('leave nothing of one that fails, keep those before it, and say where it failed', async () => {
    await write('alpha', '0001-good.sql', 'create table public.steps (n int)')
    await write('alpha', '0002-bad.sql', 'insert into public.steps values (1);\nselect no_such_column;\n')
    await expect(migrateSources()).rejects.toThrow('src/alpha/migrations/0002-bad.sql:2: column "no_such_column"')
    expect(await run('select n from public.steps')).toEqual([])
    await write('alpha', '0002-bad.sql', 'insert into public.steps values (1)')
    await migrateSources()
    expect(await run('select n from public.steps')).toEqual([{ n: 1 }])
  })

  it('are not rewritten once applied; other line ends are no change', async () => {
    await write('alpha', '0001-first.sql', 'select 1;\nselect 2;\n')
    await migrateSources()
    await write('alpha', '0001-first.sql', 'select 1;\r\nselect 2;\r\n')
    await migrateSources()
    await write('alpha', '0001-first.sql', 'select 3')
    await expect(migrateSources()).rejects.toThrow('0001-first.sql was changed after it was applied')
  })

  it('are not added below what was applied, nor unknown to the program', async () => {
    await write('alpha', '0005-later.sql', 'select 1')
    await migrateSources()
    await write('beta', '0004-earlier.sql', 'select 1')
    await expect(migrateSources()).rejects.toThrow('give it a number above 5')
    await rm(join(sources, 'beta'), { recursive: true })
    await rm(join(sources, 'alpha', 'migrations', '0005-later.sql'))
    await expect(migrateSources()).rejects.toThrow('was used by a newer one')
  })

  it('have one number each and a name that tells it', async () => {
    await write('alpha', '0001-one.sql', 'select 1')
    await write('beta', '0001-other.sql', 'select 1')
    await expect(collectMigrations(sources)).rejects.toThrow('have the same number')
    await rm(join(sources, 'beta'), { recursive: true })
    await write('beta', 'two.sql', 'select 1')
    await expect(collectMigrations(sources)).rejects.toThrow('src/beta/migrations/two.sql')
  })

  it('have another fingerprint as soon as one differs', async () => {
    await write('alpha', '0001-one.sql', 'select 1')
    const before = fingerprintOf(await collectMigrations(sources))
    await write('alpha', '0001-one.sql', 'select 2')
    expect(fingerprintOf(await collectMigrations(sources))).not.toBe(before)
  })
})

describe('the migrations of Bansou', () => {
  it('apply for an owner who is no superuser, and bind the application by grants', async () => {
    // A server of its own, where nobody has made the application's role yet.
    const fresh = await startThrowaway()
    try {
      await run("create role keeper login createrole password 'keeper'", fresh.connectionString)
      await run('alter database bansou owner to keeper', fresh.connectionString)
      const url = new URL(fresh.connectionString)
      url.username = 'keeper'
      url.password = 'keeper'
      const { applied } = await migrate(url.href)
      expect(applied[0]).toBe('src/kernel/migrations/0001-schemas.sql')
      expect((await migrate(url.href)).applied).toEqual([])
      await run('create table app.probe (n int)', url.href)
      const asApplication = (text: string) => run(`set role bansou_app; ${text}`, url.href)
      await asApplication('insert into app.probe values (1); update app.probe set n = 2; delete from app.probe')
      await expect(asApplication('create table app.other (n int)')).rejects.toThrow('permission denied')
      await expect(asApplication('delete from app.migrations')).rejects.toThrow('permission denied')
    } finally {
      await fresh.stop()
    }
  })

  it('say what is missing where the role was made by somebody else', async () => {
    await run("create role stranger login password 'stranger'", server().href)
    try {
      await run(`alter database "${database}" owner to stranger`, server().href)
      const url = new URL(connectionString)
      url.username = 'stranger'
      url.password = 'stranger'
      await run('create role bansou_app', server().href).catch(() => undefined)
      await expect(migrate(url.href)).rejects.toThrow('grant bansou_app to stranger')
    } finally {
      await run(`alter database "${database}" owner to current_user`, server().href)
      await run('drop owned by stranger cascade').catch(() => undefined)
      await run('drop role stranger', server().href)
    }
  })
})
