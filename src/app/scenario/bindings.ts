/** Which id stands behind each name of the file, as far as the story has come. */
import type { Step } from './format.ts'
import {
  firstNamed,
  freedBy,
  type Handle,
  type HandleType,
  inWords,
  keyOf,
  madeBy,
  makesNothing,
  ordersInside,
  ownMade,
  usedBy,
} from './handles.ts'
import type { Said } from './problem.ts'
import { takenText } from './story.ts'

type Binding = { id: string; step: number; account: string | undefined; free: boolean }
type Reader = { request(method: 'GET', path: string): Promise<{ status: number; body: unknown }> }

/** A well-formed id that nothing ever has: what a name stands for whose step did not take effect. */
const NOTHING = '00000000-0000-7000-8000-000000000000'

type OrderRow = {
  id: string
  addOn: string
  included?: boolean
  connection?: string | null
  tenant?: string | null
  options?: string[]
}
type AddOn = { addOn: string; tenant?: string; options?: string[] }

const sameOptions = (a: string[] = [], b: string[] = []) => a.length === b.length && a.every((o) => b.includes(o))
const isOrderOf = (row: OrderRow, addOn: AddOn) =>
  row.addOn === addOn.addOn &&
  (row.connection ?? row.tenant ?? undefined) === addOn.tenant &&
  sameOptions(row.options, addOn.options)

export function bindingsOf() {
  const bound = new Map<string, Binding>()
  /** The step that named a thing last, whether or not it took effect. */
  const named = new Map<string, number>()
  const at = (handle: Handle) => bound.get(keyOf(handle))
  const isPart = (type: HandleType) => type === 'kit' || type === 'consignment'

  const accountOf = (step: Step): string | undefined => {
    const { account, contract } = step.with as { account?: string; contract?: string }
    if (account !== undefined) return bound.get(`account ${account}`)?.id
    return contract === undefined ? undefined : bound.get(`contract ${contract}`)?.account
  }

  /** A contract answers with its own id; those of the orders made with it are read from the account, oldest first. */
  async function bindInside(step: Step, account: string | undefined, reader: Reader): Promise<Said[]> {
    const handles = ordersInside(step)
    if (handles.length === 0) return []
    const { body } = await reader.request('GET', `/api/accounts/${account ?? NOTHING}`)
    const orders = (body as { orders?: OrderRow[] } | null)?.orders ?? []
    const rows = orders.filter((o) => o.included !== true).toSorted((a, b) => (a.id < b.id ? -1 : 1))
    const taken = new Set([...bound.values()].map((b) => b.id))
    const addOns = step.with.addOns as AddOn[]
    return handles.flatMap((handle, i) => {
      const row = rows.find((r) => !taken.has(r.id) && isOrderOf(r, addOns[i]!))
      if (!row) {
        const { en, ja } = inWords(handle)
        return [{ en: `the account lists no order for ${en}`, ja: `お客様の申し込みの一覧に${ja}がありません` }]
      }
      taken.add(row.id)
      bound.set(keyOf(handle), { id: row.id, step: step.number, account, free: false })
      return []
    })
  }

  return {
    id: (type: HandleType, handle: string): string => bound.get(`${type} ${handle}`)?.id ?? NOTHING,

    /** A name that the step gives although the thing of that name is still there. */
    taken(step: Step): { field: string; text: Said } | undefined {
      const handle = madeBy(step).find((h) => at(h)?.free === false)
      return handle && { field: handle.field, text: takenText(handle, at(handle)!.step) }
    },

    /** Names that the step uses but that stand for nothing: told beside a failure, as its likely cause. */
    missing: (step: Step): Said[] =>
      usedBy(step)
        .filter((h) => !at(h) && named.has(keyOf(h)))
        .map((h) => ({
          en: `${inWords(h).en} does not exist: step ${named.get(keyOf(h))} did not take effect`,
          ja: `${inWords(h).ja}はありません。ステップ ${named.get(keyOf(h))} が実行されませんでした`,
        })),

    /** Keeps what the step made, if it took effect, and frees what it ended. Answers with what could not be found. */
    async record(step: Step, applied: boolean, id: string | undefined, reader: Reader): Promise<Said[]> {
      if (makesNothing(step)) return []
      for (const handle of madeBy(step)) named.set(keyOf(handle), step.number)
      if (!applied) return []
      for (const handle of freedBy(step)) {
        const there = at(handle)
        if (there) there.free = true
      }
      const account = accountOf(step)
      const lost: Said[] = []
      for (const handle of [...ownMade(step), ...firstNamed(step).filter((h) => !at(h))]) {
        const found = isPart(handle.type) ? handle.name : id
        if (found === undefined) {
          const { en, ja } = inWords(handle)
          lost.push({ en: `the answer has no id for ${en}`, ja: `応答に${ja}の id がありません` })
        } else
          bound.set(keyOf(handle), {
            id: found,
            step: step.number,
            account: handle.type === 'account' ? found : account,
            free: false,
          })
      }
      return [...lost, ...(await bindInside(step, account, reader))]
    },
  }
}
