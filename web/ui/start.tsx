/** How an entry begins: words, queries, theme, the sign-in, then its own pages. */
import { MantineProvider } from '@mantine/core'
import { MutationCache, QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { type ComponentType, StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { ApiProblem } from '../api/client.ts'
import { isOut } from '../api/left.ts'
import { meQuery } from '../api/queries.ts'
import type { Me } from '../api/types.ts'
import { type Entry, onLanguageChange, startWords } from '../i18n/words.ts'
import './mantine.css'
import './look.css'
import { SignedIn } from './signed-in.tsx'
import { theme, variables } from './theme.ts'

/** Only what may pass by itself is tried again: no network, server away. */
const mayPass = (error: unknown) => error instanceof ApiProblem && (error.status === 0 || error.status === 503)

function makeClient() {
  // Whoever is signed out in the middle signs in again on the page that they were on; drafts are kept.
  const onError = (error: unknown) => {
    if (isOut(error)) client.setQueryData(['me'], null)
  }
  const client: QueryClient = new QueryClient({
    defaultOptions: {
      // Without a network what is asked fails at once and says so: nothing waits in a queue to be sent later.
      queries: {
        staleTime: 15_000,
        retry: (count, error) => count < 2 && mayPass(error),
        networkMode: 'always',
        refetchOnReconnect: true,
      },
      mutations: { networkMode: 'always' },
    },
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({ onError }),
  })
  // Sentences come from the server in the language asked for.
  onLanguageChange(() => void client.invalidateQueries())
  return client
}

/** Once nothing has been asked for a while: the fonts are long, and what a person came for goes first. */
function fontsWhenQuiet(client: QueryClient) {
  let quiet = 0
  const timer = setInterval(() => {
    quiet = client.isFetching() === 0 && document.readyState === 'complete' ? quiet + 1 : 0
    if (quiet < 4) return
    clearInterval(timer)
    void import('@fontsource-variable/noto-sans-jp/wght.css')
  }, 100)
}

/**
 * Words, the person and the page's own code are fetched side by side; `warm` fetches the last, `known` what is read once it
 * is known who is there.
 */
export async function startApp(
  entry: Entry,
  Pages: ComponentType,
  warm: () => Promise<unknown>,
  known?: (client: QueryClient, me: Me) => void,
) {
  const words = startWords(entry)
  const client = makeClient()
  void client
    .prefetchQuery(meQuery)
    .then(() => client.getQueryData<Me | null>(meQuery.queryKey))
    .then((me) => me && me.user.side === 'customer' && known?.(client, me))
  void warm()
  await words
  const root = document.getElementById('root')
  if (!root) throw new Error('the page has no #root')
  createRoot(root).render(
    <StrictMode>
      <MantineProvider theme={theme} cssVariablesResolver={variables} defaultColorScheme="auto">
        <QueryClientProvider client={client}>
          <SignedIn entry={entry}>
            <Pages />
          </SignedIn>
        </QueryClientProvider>
      </MantineProvider>
    </StrictMode>,
  )
  fontsWhenQuiet(client)
}
