/** `npm run admin`: makes an administrator, beside a running server or without one; prints the table of access. */
import { text } from 'node:stream/consumers'
import { parseArgs } from 'node:util'
import { systemClock } from '../kernel/clock.ts'
import { openDb } from '../kernel/transaction.ts'
import { createAdministrator, faultOf } from './administrator.ts'
import { askerOn, askPassword } from './ask.ts'
import { openIdentity } from './identity/identity.ts'
import { migrate } from './migrations.ts'
import { permissionsMarkdown } from './permissions.ts'
import { shareDatabase } from './postgres/provide.ts'
import { Refusal, sentenceOf } from './refusal.ts'

const USAGE = `usage: npm run admin -- create --email ADDRESS --name NAME [--password-stdin]
       npm run --silent admin -- permissions > docs/permissions.md`

type World = {
  out(line: string): void
  err(line: string): void
  env: Record<string, string | undefined>
  stdin: NodeJS.ReadStream
  stderr: NodeJS.WriteStream
}
type Wish = { email: string; name: string; passwordStdin: boolean }

function wishOf(args: string[]): Wish | string {
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        email: { type: 'string' },
        name: { type: 'string' },
        'password-stdin': { type: 'boolean', default: false },
      },
    })
    if (positionals[0] !== 'create' || positionals.length > 1) return 'say what to do: create or permissions'
    if (values.email === undefined) return '--email is missing'
    if (values.name === undefined) return '--name is missing'
    return { email: values.email, name: values.name, passwordStdin: values['password-stdin'] }
  } catch (error) {
    return (error as Error).message.split('. ')[0]!
  }
}

async function passwordOf(wish: Wish, world: World): Promise<string> {
  if (wish.passwordStdin) return (await text(world.stdin)).replace(/\r?\n$/, '')
  if (!world.stdin.isTTY)
    throw new Refusal(
      'there is no terminal to ask for the password on: give it on standard input, with --password-stdin',
    )
  return askPassword(askerOn({ input: world.stdin, output: world.stderr }))
}

/** 0: made. 1: refused, with the reason. 2: the call itself is wrong. */
export async function adminCommand(args: string[], world: World): Promise<number> {
  if (args.includes('--help')) {
    world.out(USAGE)
    return 0
  }
  if (args.length === 1 && args[0] === 'permissions') {
    world.out(permissionsMarkdown().trimEnd())
    return 0
  }
  const wish = wishOf(args)
  if (typeof wish === 'string') {
    world.err(`${wish}\n${USAGE}`)
    return 2
  }
  try {
    // Before a password is asked for.
    for (const field of ['name', 'email'] as const) {
      const fault = faultOf[field](wish[field])
      if (fault) throw new Refusal(fault)
    }
    const password = await passwordOf(wish, world)
    const fault = faultOf.password(password)
    if (fault) throw new Refusal(fault)
    const provided = await shareDatabase(world.env, world.err)
    const db = openDb({ connectionString: provided.connectionString, max: 1 })
    try {
      await migrate(provided.connectionString)
      await createAdministrator(openIdentity({ db, clock: systemClock }), { ...wish, password })
    } finally {
      await db.close()
      await provided.stop()
    }
    world.out(`${wish.email.trim()} may sign in as an administrator now.`)
    return 0
  } catch (error) {
    world.err(sentenceOf(error))
    return 1
  }
}
