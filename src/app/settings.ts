/** What the installation remembers of itself, by name. */
import type { Instant } from '../kernel/clock.ts'
import type { Language } from '../kernel/route.ts'
import { type Tx, timestampOf } from '../kernel/transaction.ts'

/**
 * `demo`: `loading` while demo data is being loaded and after a load that was killed, `loaded`, or `none` where somebody
 * began without. `turned`: the day to which the books of all accounts were turned. `organisation`: what the vendor calls
 * itself in mails and pages, and the language in which it writes to people who have not chosen one. `second-factor`:
 * whether staff need one beside their password.
 */
export type Settings = {
  demo: 'loading' | 'loaded' | 'none'
  turned: string
  organisation: { name: string; language: Language }
  'second-factor': 'required' | 'off'
}

export async function readSetting<N extends keyof Settings>(tx: Tx, name: N): Promise<Settings[N] | null> {
  const row = await tx.maybe<{ value: Settings[N] }>('select value from app.settings where name = $1', [name])
  return row?.value ?? null
}

export async function writeSetting<N extends keyof Settings>(
  tx: Tx,
  name: N,
  value: Settings[N],
  at: Instant,
): Promise<void> {
  await tx.query(
    `insert into app.settings (name, value, at) values ($1, $2::jsonb, $3)
     on conflict (name) do update set value = excluded.value, at = excluded.at`,
    [name, JSON.stringify(value), timestampOf(at)],
  )
}
