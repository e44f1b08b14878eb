import { useMutation, useQueryClient } from '@tanstack/react-query'
import { securityQuery } from '../../api/sign-in.ts'

/** A change of one's own security, after which the page is read anew. */
export function useChange<Input = void, Answer = unknown>(
  change: (input: Input) => Promise<Answer>,
  onDone?: (answer: Answer) => void,
) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: change,
    onSuccess: async (answer: Answer) => {
      await client.invalidateQueries({ queryKey: securityQuery.queryKey })
      onDone?.(answer)
    },
  })
}
