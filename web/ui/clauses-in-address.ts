import { useNavigate, useSearch } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import type { Clauses } from './clause-context.ts'

type Address = { clause?: string | undefined; terms?: string | undefined }

/** The open clause stands in the address, so that it can be sent to somebody and Back closes it. */
export function useClausesInAddress(): Clauses {
  const navigate = useNavigate()
  const { clause, terms } = useSearch({ strict: false }) as Address
  const [beside, setBeside] = useState<number>()
  return useMemo(() => {
    const show = (next: Address) =>
      void navigate({ to: '.', search: ((now: Address) => ({ ...now, ...next })) as never, resetScroll: false })
    return {
      id: clause,
      version: terms,
      beside,
      open: (id, version, edge) => {
        setBeside(edge)
        show({ clause: id, terms: version })
      },
      close: () => show({ clause: undefined, terms: undefined }),
    }
  }, [clause, terms, beside, navigate])
}
