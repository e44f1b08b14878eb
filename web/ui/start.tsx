/** How an entry begins: words, queries, theme, the sign-in, then its own pages. */
import { MantineProvider } from '@mantine/core'
import { MutationCache, QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { type ComponentType, StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { ApiProblem } from '../api/client.ts'
import { type Entry, onLanguageChange, startWords } from '../i18n/words.ts'
import './mantine.css'
import './look.css'
import { SignedIn } from './signed-in.tsx'
import { theme, variables } from './theme.ts'

const isCredentials = (given: unknown) => typeof given === 'object' && given !== null && 'password' in given

/** Only what may pass by itself is tried again: no network, server away. */
const mayPass = (error: unknown) => error instanceof ApiProblem && (error.status === 0 || error.status === 503)

function makeClient() {
  // Whoever is signed out in the middle signs in again on the page that they were on; drafts are kept.
  const onError = (error: unknown) => {
    if (error instanceof ApiProblem && error.status === 401) client.setQueryData(['me'], null)
  }
  const client: QueryClient = new QueryClient({
    defaultOptions: {
      queries: { staleTime: 15_000, retry: (count, error) => count < 2 && mayPass(error) },
    },
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({
      onError: (error, variables) => {
        // A wrong password is no lost sign-in.
        if (!isCredentials(variables)) onError(error)
      },
    }),
  })
  // Sentences come from the server in the language asked for.
  onLanguageChange(() => void client.invalidateQueries())
  return client
}

export async function startApp(entry: Entry, Pages: ComponentType) {
  await startWords(entry)
  const root = document.getElementById('root')
  if (!root) throw new Error('the page has no #root')
  createRoot(root).render(
    <StrictMode>
      <MantineProvider theme={theme} cssVariablesResolver={variables} defaultColorScheme="auto">
        <QueryClientProvider client={makeClient()}>
          <SignedIn entry={entry}>
            <Pages />
          </SignedIn>
        </QueryClientProvider>
      </MantineProvider>
    </StrictMode>,
  )
  // The list of font slices is long; the first paint does not wait for it.
  await import('@fontsource-variable/noto-sans-jp/wght.css')
}
