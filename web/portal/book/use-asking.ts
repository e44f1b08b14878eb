import { useEffect, useState } from 'react'
import type { BookingInput } from '../../api/commands.ts'
import { bookSession } from '../../api/commands.ts'
import type { Decision } from '../../api/types.ts'
import { useAnswer } from '../../ui/ask/use-answer.ts'
import { useCarryOut } from '../../ui/ask/use-carry-out.ts'

/** Ask with every change, accept what it costs, then book under one key: what a booking page needs to know. */
export function useAsking(accountId: string, input: BookingInput | null) {
  const about = `book ${accountId}`
  const text = JSON.stringify(input)
  const [accepted, setAccepted] = useState(false)
  const [done, setDone] = useState<Decision | null>(null)
  const { decision, asking, problem, failed } = useAnswer(about, text, input && bookSession(input))
  const carry = useCarryOut(
    `${about}\n${text}`,
    input && bookSession(accepted ? { ...input, acceptCharges: true } : input),
  )
  const told = carry.data && !carry.data.applied && !asking ? carry.data : decision
  const { reset } = carry
  // biome-ignore lint/correctness/useExhaustiveDependencies: a charge is accepted for one request, not for the next
  useEffect(() => {
    setAccepted(false)
    reset()
  }, [text, reset])
  const charged = told?.outcome === 'charged'
  const ready = told !== undefined && told.outcome !== 'refused' && !asking && (!charged || accepted)
  return {
    told,
    asking,
    problem: carry.problem ?? (failed ? problem : null),
    charged,
    accepted,
    accept: setAccepted,
    ready,
    busy: carry.isPending,
    done,
    again: () => setDone(null),
    book(after: () => void) {
      if (!ready || carry.isPending) return
      carry.mutate(undefined, {
        onSuccess: (answer) => {
          if (!answer.applied) return
          setDone(answer)
          after()
        },
      })
    },
  }
}
export type Asking = ReturnType<typeof useAsking>
