/** People of a story who act themselves, each signed in as oneself: what takes two persons is done by two. */
import { randomBytes } from 'node:crypto'
import { must } from '../kernel/failure.ts'
import { newId } from '../kernel/ids.ts'
import { staffByIds } from '../people/index.ts'
import type { Application } from './application.ts'

type Acting = Pick<Application, 'identity' | 'services'>

/** Makes somebody's sign-in when one first acts. `domain` is that of their addresses, by which they can be found again. */
export function openActors({ identity, services }: Acting, domain: string) {
  const people = new Map<string, { email: string; password: string; token: string | null }>()
  return {
    /** The token of a member of staff; null for nobody. */
    async tokenOf(staffId: string): Promise<string | null> {
      let actor = people.get(staffId)
      if (!actor) {
        const [person] = await services.db.read({ vendor: true }, (tx) => staffByIds(tx, [staffId]))
        if (!person?.active) return null
        actor = {
          email: `${newId(services.clock.now())}@${domain}`,
          password: randomBytes(24).toString('base64url'),
          token: null,
        }
        const { email, password } = actor
        await identity.createUser({ name: person.name, email, password, side: 'vendor', roles: ['csm'], staffId })
        people.set(staffId, actor)
      }
      actor.token ??= must(await identity.signIn(actor.email, actor.password), 'an actor who signs in').token
      return actor.token
    },
    /** Time has passed: everybody signs in again. */
    signOut(): void {
      for (const actor of people.values()) actor.token = null
    },
  }
}

/** What a stage answers where somebody is to act who does not exist. */
export const NOBODY = { status: 404, body: { status: 404, code: 'unknown-reference', title: 'Nobody of that name' } }
