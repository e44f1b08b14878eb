import { createContext, use } from 'react'

/** Which clause lies open beside the page. Each entry keeps it in its address, so that it can be linked and closed by Back. */
export type Clauses = {
  id: string | undefined
  version: string | undefined
  open(id: string, version?: string): void
  close(): void
}

export const ClauseContext = createContext<Clauses>({ id: undefined, version: undefined, open() {}, close() {} })
export const useClauses = () => use(ClauseContext)
