import { ApiProblem } from '../../api/client.ts'

/** What the server said against a form: sentences at their fields, and what belongs to none of them. */
export function faultsOf(error: unknown, fields: (field: string) => boolean) {
  const problem = error instanceof ApiProblem ? error : null
  const at = (field: string) =>
    problem?.errors.find((e) => e.field === field)?.detail ?? (problem?.field === field ? problem.detail : undefined)
  const named = problem ? [...problem.errors.map((e) => e.field), problem.field ?? ''] : []
  const isPlaced = named.some((field) => field !== '' && fields(field))
  return { at, whole: problem && !isPlaced ? problem.detail : error && !problem ? String(error) : undefined }
}
