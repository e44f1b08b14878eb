/** Letters, from the transaction of their cause to a real mail server. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts'
import { parseInstant, settableClock } from '../../kernel/clock.ts'
import { must } from '../../kernel/failure.ts'
import { forgetEnded, type Letter, mailSettings, openSmtp, outboxLoop, postLetters, type Sender } from './index.ts'
import { MOST_TRIES, outboxRow } from './ledger.ts'
import { type MailServer, startMailServer } from './mail-server.fixture.ts'

const NOW = must(parseInstant('2026-04-01T09:00:00+09:00'), 'a moment')
const clock = settableClock(NOW)
const LETTER: Letter = {
  to: 'hanako@mihon.example',
  language: 'ja',
  kind: 'invitation',
  subject: '【伴走】見本食品株式会社の担当者として招待されました（有効期限は七日間です）',
  text: '伴走をお使いいただくためのご案内です。\n二行目です。\n\nhttps://bansou.example/portal/welcome#kJ8-token\n\n<b>七日</b>のあいだ有効です。',
}
const VENDOR = { vendor: true } as const

let database: TestDatabase
let mail: MailServer
let smtp: Sender
const close: (() => Promise<void>)[] = []
beforeAll(async () => {
  database = await testDatabase()
})
afterAll(() => database.drop())
beforeEach(async () => {
  clock.set(NOW)
  await database.db.transaction(VENDOR, (tx) => tx.query('delete from app.outbox'))
  mail = await startMailServer()
  smtp = openSmtp({ url: mail.url, from: '伴走 カスタマーサクセス <bansou@vendor.example>' })
})
afterEach(async () => {
  await smtp.close()
  await mail.stop()
  for (const end of close.splice(0)) await end()
})

const post = (...letters: Letter[]) => database.db.transaction(VENDOR, (tx) => postLetters(tx, letters, clock.now()))
const rowOf = async (id: string) => must(await database.db.read(VENDOR, (tx) => outboxRow(tx, id)), 'a row')
const loopWith = (sender: Pick<Sender, 'send'> | null) =>
  outboxLoop({ db: database.db, clock, senders: sender ? { mail: sender } : {} })
const round = (sender: Pick<Sender, 'send'> | null = smtp) => loopWith(sender).round(new AbortController().signal)

describe('a letter', () => {
  it('arrives in Japanese: subject, addresses, text and page, with the same id at every try', async () => {
    const [id] = await post(LETTER)
    expect(await round()).toBe('sent 1, to be tried again 0, dead 0')
    const [got] = mail.taken
    const { mail: letter, to } = must(got, 'a letter')
    expect(to).toEqual(['hanako@mihon.example'])
    expect(letter.subject).toBe(LETTER.subject)
    expect(letter.from?.value).toEqual([{ name: '伴走 カスタマーサクセス', address: 'bansou@vendor.example' }])
    expect(letter.to).toMatchObject({ value: [{ address: 'hanako@mihon.example', name: '' }] })
    expect(letter.messageId).toBe(`<${id}@vendor.example>`)
    expect(letter.date?.getTime()).toBe(NOW)
    expect(letter.headers.get('auto-submitted')).toBe('auto-generated')
    expect(letter.text).toContain('二行目です。')
    expect(letter.text).toContain('https://bansou.example/portal/welcome#kJ8-token')
    expect(letter.html).toContain('href="https://bansou.example/portal/welcome#kJ8-token"')
    expect(letter.html).toContain('&lt;b&gt;七日&lt;/b&gt;')
    expect(letter.html).not.toContain('<b>七日')
    expect(letter.headers.has('list-unsubscribe')).toBe(false)
  })

  it('of a digest says where it ends, for mail programs and for people', async () => {
    const unsubscribe = 'https://bansou.example/portal/notifications?show=choices'
    await post({ ...LETTER, kind: 'digest', language: 'en', subject: 'Your day', unsubscribe })
    await round()
    const [got] = mail.taken
    expect(got?.mail.headers.get('list')).toMatchObject({ unsubscribe: { url: unsubscribe } })
    expect(got?.mail.text).toContain(unsubscribe)
  })

  it('stands or falls with its cause', async () => {
    const undone = database.db.transaction(VENDOR, async (tx) => {
      await postLetters(tx, [LETTER], clock.now())
      throw new Error('the cause is undone')
    })
    await expect(undone).rejects.toThrow('the cause is undone')
    expect(await round()).toBeNull()
    expect(mail.taken).toEqual([])
  })

  it.each([
    ['a second header in the subject', { subject: 'Hello\r\nBcc: all@victim.example' }],
    ['a line separator in the subject', { subject: 'Hello\u2028Bcc: all@victim.example' }],
    ['a second header in the address', { to: 'a@b.example\r\nBcc: all@victim.example' }],
    ['a second recipient', { to: 'a@b.example,all@victim.example' }],
    ['a name beside the address', { to: 'A <a@b.example>' }],
    ['an address to end letters that runs script', { unsubscribe: 'javascript:alert(1)' }],
  ])('with %s is refused before it is written', async (_, more) => {
    await expect(post({ ...LETTER, ...more })).rejects.toThrow('assertion failed')
    expect(await round()).toBeNull()
  })

  it('a name with a line break in the sender is refused at the start', () => {
    expect(() =>
      mailSettings({ BANSOU_SMTP_URL: mail.url, BANSOU_MAIL_FROM: 'Bansou\r\nBcc: x <bansou@vendor.example>' }),
    ).toThrow('BANSOU_MAIL_FROM is no address')
  })

  it('once sent, its text is forgotten', async () => {
    const [id] = await post(LETTER)
    expect((await rowOf(id!)).text).toContain('kJ8-token')
    await round()
    expect(await rowOf(id!)).toMatchObject({ state: 'sent', text: '', endedAt: NOW })
  })

  it('without a mail server waits, and nothing is tried', async () => {
    const [id] = await post(LETTER)
    expect(await round(null)).toBeNull()
    expect(await rowOf(id!)).toMatchObject({ state: 'waiting', tries: 0 })
  })
})

describe('a mail server', () => {
  it('that is away is tried again with patience, and everything arrives when it is back', async () => {
    const [id] = await post(LETTER)
    const { port } = mail
    await mail.stop()
    expect(await round()).toBe('sent 0, to be tried again 1, dead 0')
    expect(await rowOf(id!)).toMatchObject({ state: 'waiting', tries: 1, nextAt: NOW + 60_000 })
    expect((await rowOf(id!)).fault).toContain('ECONNREFUSED')
    expect(await round()).toBeNull()
    mail = await startMailServer({ port })
    clock.set(NOW + 60_000)
    expect(await round()).toBe('sent 1, to be tried again 0, dead 0')
    expect(mail.taken).toHaveLength(1)
    expect(await rowOf(id!)).toMatchObject({ state: 'sent', fault: null })
  })

  it('that says 4xx is asked again; its words are kept without the address', async () => {
    const [id] = await post(LETTER)
    mail.refuse({ at: 'rcpt', code: 450, text: 'mailbox <hanako@mihon.example> busy' })
    await round()
    const row = await rowOf(id!)
    expect(row).toMatchObject({ state: 'waiting', tries: 1 })
    expect(row.fault).toMatch(/450/)
    expect(row.fault).not.toContain('hanako')
  })

  it.each([
    ['an unknown mailbox', { at: 'rcpt', code: 550, text: '5.1.1 no such user' }],
    ['a letter that is not wanted', { at: 'data', code: 554, text: '5.7.1 refused' }],
  ] as const)('that bounces %s is not asked again: the letter is dead, and says why', async (_, how) => {
    const [id] = await post(LETTER)
    mail.refuse(how)
    expect(await round()).toBe('sent 0, to be tried again 0, dead 1')
    const row = await rowOf(id!)
    expect(row).toMatchObject({ state: 'dead', endedAt: NOW })
    expect(row.fault).toContain(how.text)
    expect(row.text).not.toBe('')
  })

  it('that never takes it is given up after the last try', async () => {
    const [id] = await post(LETTER)
    mail.refuse({ at: 'data', code: 451, text: 'try later' })
    for (let tries = 1; tries <= MOST_TRIES; tries++) {
      expect((await rowOf(id!)).state).toBe('waiting')
      await round()
      clock.set((await rowOf(id!)).nextAt)
    }
    expect(await rowOf(id!)).toMatchObject({ state: 'dead', tries: MOST_TRIES })
  })

  it('that refuses our sign-in is the operator’s to mend: letters wait', async () => {
    const guarded = await startMailServer({ auth: true })
    const wrong = openSmtp({
      url: `smtp://bansou:wrong@127.0.0.1:${guarded.port}?verify=off`,
      from: 'bansou@vendor.example',
    })
    const right = openSmtp({
      url: `smtp://bansou:right@127.0.0.1:${guarded.port}?verify=off&tls=required`,
      from: 'bansou@vendor.example',
    })
    close.push(() => guarded.stop(), wrong.close, right.close)
    const [id] = await post(LETTER)
    expect(await round(wrong)).toBe('sent 0, to be tried again 1, dead 0')
    clock.set((await rowOf(id!)).nextAt)
    await round(right)
    expect(guarded.taken).toMatchObject([{ secure: true, user: 'bansou' }])
  })

  it('without encryption gets nothing where encryption is asked for', async () => {
    const open = await startMailServer({ tls: false })
    const strict = openSmtp({ url: `${open.url}?tls=required`, from: 'bansou@vendor.example' })
    close.push(() => open.stop(), strict.close)
    const [id] = await post(LETTER)
    await round(strict)
    expect(open.taken).toEqual([])
    expect(await rowOf(id!)).toMatchObject({ state: 'waiting', tries: 1 })
  })

  it.each([
    ['no address at all', { BANSOU_SMTP_URL: 'mail.example' }, 'no mail server'],
    ['another protocol', { BANSOU_SMTP_URL: 'https://mail.example' }, 'no mail server'],
    ['nobody as the sender', { BANSOU_SMTP_URL: 'smtps://mail.example' }, 'BANSOU_MAIL_FROM'],
  ])('that is configured with %s stops the start with a sentence', (_, env, says) => {
    expect(() => mailSettings(env)).toThrow(says)
  })
})

describe('several instances', () => {
  it('send every letter once', async () => {
    const letters = Array.from({ length: 60 }, (_, i) => ({ ...LETTER, to: `person-${i}@mihon.example` }))
    await post(...letters)
    mail.slow(5)
    const others = await Promise.all([1, 2, 3].map(async () => openSmtp({ url: mail.url, from: 'b@vendor.example' })))
    close.push(...others.map((other) => other.close))
    await Promise.all([smtp, ...others].map((sender) => round(sender)))
    expect(mail.taken.map((t) => t.to[0]).sort()).toEqual(letters.map((l) => l.to).sort())
  }, 30_000)

  it('take over what one died with, under the same message id', async () => {
    const [id] = await post(LETTER)
    const dies = {
      async send(letter: Parameters<Sender['send']>[0]) {
        await smtp.send(letter)
        // The process ends here: nothing is marked.
        await new Promise(() => undefined)
      },
    }
    void round(dies)
    await expect.poll(() => mail.taken.length).toBe(1)
    expect(await round()).toBeNull()
    clock.set(NOW + 5 * 60_000)
    await round()
    expect(mail.taken.map((t) => t.mail.messageId)).toEqual([`<${id}@vendor.example>`, `<${id}@vendor.example>`])
    expect(await rowOf(id!)).toMatchObject({ state: 'sent' })
  })
})

it('what ended is forgotten after its time, what waits is not', async () => {
  const [sent] = await post(LETTER)
  await round()
  const [waiting] = await post(LETTER)
  const count = await database.db.transaction(VENDOR, (tx) => forgetEnded(tx, NOW + 1))
  expect(count).toBe(1)
  expect(await database.db.read(VENDOR, (tx) => outboxRow(tx, sent!))).toBeNull()
  expect(await rowOf(waiting!)).toMatchObject({ state: 'waiting' })
})
