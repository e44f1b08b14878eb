import { createContext, use } from 'react'

/** Which clause lies open beside the page. Each entry keeps it in its address, so that it can be linked and closed by Back. */
export type Clauses = {
  id: string | undefined
  version: string | undefined
  /** Where the panel may reach to on the right, in pixels: the left edge of what the seal stood in. */
  beside: number | undefined
  open(id: string, version?: string, beside?: number): void
  close(): void
}

export const ClauseContext = createContext<Clauses>({
  id: undefined,
  version: undefined,
  beside: undefined,
  open() {},
  close() {},
})
export const useClauses = () => use(ClauseContext)
