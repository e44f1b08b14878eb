import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { ApiProblem } from '../../api/client.ts'
import type { Command } from '../../api/commands.ts'

/**
 * The server's answer to a form while it is being filled in. The last answer stays until the next one is there; an
 * answer asked for and overtaken is given up.
 */
export function useAnswer(about: string, input: string, command: Command | null) {
  const [settled] = useDebouncedValue(input, 220)
  const waiting = settled !== input
  const query = useQuery({
    queryKey: ['ask', about, settled],
    queryFn: ({ signal }) => command!({ preview: true, signal }),
    enabled: command !== null && !waiting,
    placeholderData: keepPreviousData,
    staleTime: 0,
    gcTime: 60_000,
    refetchOnWindowFocus: true,
  })
  const asking = command !== null && (waiting || query.isFetching)
  const problem = query.error instanceof ApiProblem ? query.error : null
  return {
    decision: command === null ? undefined : query.data,
    asking,
    problem: asking ? null : problem,
    failed: !asking && query.isError,
  }
}
