import { useMutation } from '@tanstack/react-query'
import { ApiProblem } from '../../api/client.ts'
import type { Command } from '../../api/commands.ts'
import { useRefresh } from '../../api/queries.ts'
import { useKey } from './use-key.ts'

/** Carries a command out under one key for one input, so that pressing twice or trying again never does it twice. */
export function useCarryOut(input: string, command: Command | null) {
  const refresh = useRefresh()
  const key = useKey()
  const carrying = useMutation({
    mutationFn: () => command!({ preview: false, key: key.of(input) }),
    onSuccess: (decision) => {
      key.spent()
      return decision.applied ? refresh() : undefined
    },
  })
  return { ...carrying, problem: carrying.error instanceof ApiProblem ? carrying.error : null }
}
