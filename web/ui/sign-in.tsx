import { useCallback, useState } from 'react'
import { signOut } from '../api/commands.ts'
import { type Step, whyOut } from '../api/left.ts'
import { meQuery, useBecome } from '../api/queries.ts'
import { type Entered, type OwnOrganisation, readOrganisations } from '../api/sign-in.ts'
import type { Me } from '../api/types.ts'
import { useWords } from '../i18n/use-words.ts'
import type { Entry, WordKey } from '../i18n/words.ts'
import { CodeStep } from './sign-in/code-step.tsx'
import { EnrolStep } from './sign-in/enrol-step.tsx'
import { InvitePage } from './sign-in/invite-page.tsx'
import { OpenPage } from './sign-in/open-page.tsx'
import { OrganisationStep } from './sign-in/organisation-step.tsx'
import { ResetPage } from './sign-in/reset-page.tsx'
import { Sheet } from './sign-in/sheet.tsx'
import { WayIn } from './sign-in/way-in.tsx'

const PROBLEMS: Record<string, WordKey> = {
  'provider-unknown': 'signIn.problem.provider-unknown',
  'provider-failed': 'signIn.problem.provider-failed',
  'provider-email': 'signIn.problem.provider-email',
  'provider-nobody': 'signIn.problem.provider-nobody',
}

/** What a provider's way back says in the address: one of a few words, never a text of somebody else's. */
const problemInAddress = (): WordKey | null =>
  PROBLEMS[new URLSearchParams(location.search).get('problem') ?? ''] ?? null

/** The steps from nobody to somebody: a way in, a second factor, an organisation. */
function useSteps() {
  const become = useBecome()
  const [out] = useState(whyOut)
  const [step, setStep] = useState<Step | null>(out.step)
  const [choice, setChoice] = useState<OwnOrganisation[] | null>(null)
  const settle = useCallback(
    async (me: Me) => {
      const { items } = await readOrganisations().catch(() => ({ items: [] }))
      if (items.length > 1) setChoice(items)
      else become(me)
    },
    [become],
  )
  const onEntered = (entered: Entered) => {
    if ('next' in entered) setStep(entered.next)
    else void settle(entered)
  }
  const restart = () => {
    void signOut().catch(() => {})
    setStep(null)
  }
  /** A second factor was set up; who one is has to be asked. */
  const onEnrolled = async () => {
    const me = await meQuery.queryFn({ signal: new AbortController().signal })
    if (me) await settle(me)
  }
  return { step, choice, said: out.said, become, onEntered, onEnrolled, restart }
}

/** All that stands before the sign-in; `me` on pages of links, which are open to those who are signed in too. */
export default function SignIn({ entry, me = null }: { entry: Entry; me?: Me | null }) {
  const { t } = useWords()
  const steps = useSteps()
  const { step, choice, become, onEntered, onEnrolled, restart } = steps
  const problem = problemInAddress()
  const said = steps.said ?? (problem ? t(problem) : null)
  const goOn = useCallback((opened: Me) => {
    // Pages begin at the person's own; the token in the address is gone with it.
    location.replace(opened.user.side === 'customer' ? '/portal/' : '/console/')
  }, [])
  const content = () => {
    const { pathname } = location
    if (choice) return <OrganisationStep of={choice} onChosen={become} />
    if (step === 'code') return <CodeStep onEntered={onEntered} onRestart={restart} />
    if (step === 'enrol') return <EnrolStep onDone={() => void onEnrolled()} onRestart={restart} />
    if (pathname === '/reset') return <ResetPage />
    if (pathname === '/open') return <OpenPage onOpened={goOn} />
    if (pathname === '/invite')
      return (
        <InvitePage
          me={me}
          onJoined={(entered) => {
            // The link is used up; what follows is a sign-in like any other.
            history.replaceState(null, '', '/sign-in')
            onEntered(entered)
          }}
          wayIn={(email) => <WayIn said={said} email={email} onEntered={onEntered} />}
        />
      )
    return <WayIn said={said} onEntered={onEntered} />
  }
  return <Sheet entry={entry}>{content()}</Sheet>
}
