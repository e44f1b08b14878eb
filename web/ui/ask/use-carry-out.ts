import { useMutation } from '@tanstack/react-query'
import { ApiProblem } from '../../api/client.ts'
import type { Command } from '../../api/commands.ts'
import { useRefresh } from '../../api/queries.ts'
import { useKey } from './use-key.ts'

/**
 * Carries a command out under one key for one input, so that pressing twice or trying again never does it twice.
 * `version` is what the person saw: whatever somebody else made of it meanwhile is shown and not overwritten.
 */
export function useCarryOut(input: string, command: Command | null, version?: number) {
  const refresh = useRefresh()
  const key = useKey()
  const carrying = useMutation({
    mutationFn: () => command!({ preview: false, key: key.of(input), ...(version === undefined ? {} : { version }) }),
    onSuccess: (decision) => {
      key.spent()
      return decision.applied ? refresh() : undefined
    },
    onError: (error) => (error instanceof ApiProblem && error.code === 'stale-version' ? refresh() : undefined),
  })
  return { ...carrying, problem: carrying.error instanceof ApiProblem ? carrying.error : null }
}
