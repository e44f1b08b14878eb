import { Drawer } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { type KeyboardEvent, lazy, type ReactNode, type RefObject, Suspense, useEffect, useRef } from 'react'
import type { Account } from '../../api/types.ts'
import { useWords } from '../../i18n/use-words.ts'
import { useNames } from '../../ui/me-context.ts'
import { Loading } from '../../ui/states.tsx'
import css from './ask-aside.module.css'
import { runningContract } from './running.ts'

const BookingPanel = lazy(() => import('../../ui/booking/booking-panel.tsx'))
const OpenContract = lazy(() => import('./asks/open-contract.tsx'))
const ChangeContract = lazy(() => import('./asks/change-contract.tsx'))
const EndContract = lazy(() => import('./asks/end-contract.tsx'))
const OrderAddOn = lazy(() => import('./asks/order-add-on.tsx'))
const StartProject = lazy(() => import('./asks/start-project.tsx'))
const AdjustLedger = lazy(() => import('./asks/adjust-ledger.tsx'))
const DecideAdjustment = lazy(() => import('./asks/decide-adjustment.tsx'))
const SessionAsk = lazy(() => import('./asks/session-ask.tsx'))

export type Ask = (what: string | undefined, on?: string, chosen?: string) => void
type Props = { account: Account; what: string; on: string | undefined; chosen: string | undefined; ask: Ask }

/** A remedy is a plan or an add-on: it leads to the form that brings it about. */
function useRemedy(account: Account, ask: Ask) {
  const names = useNames()
  return (id: string) => {
    if (!names.isPlan(id)) return ask('order', undefined, id)
    return runningContract(account) ? ask('change', undefined, id) : ask('open', undefined, id)
  }
}

function Panel({ account, what, on, chosen, ask }: Props) {
  const onClose = () => ask(undefined)
  const onRemedy = useRemedy(account, ask)
  const common = { account, onClose, onRemedy }
  switch (what) {
    case 'book':
      return <BookingPanel {...common} key={account.id} {...(on ? { start: { holder: on } } : {})} />
    case 'open':
      return <OpenContract {...common} plan={chosen} />
    case 'change':
      return <ChangeContract {...common} key={chosen} plan={chosen} />
    case 'end':
      return <EndContract {...common} />
    case 'order':
      return <OrderAddOn {...common} key={chosen} addOn={chosen} />
    case 'project':
      return <StartProject {...common} />
    case 'adjust':
      return <AdjustLedger {...common} />
    case 'approve-adjustment':
      return on ? <DecideAdjustment {...common} key={`${what}-${on}`} id={on} what="approve" /> : null
    case 'decline-adjustment':
      return on ? <DecideAdjustment {...common} key={`${what}-${on}`} id={on} what="decline" /> : null
    default:
      return on ? <SessionAsk {...common} key={`${what}-${on}`} act={what} sessionId={on} /> : null
  }
}

/** The panel ends where the window ends, wherever the page is scrolled to, so that its button is always in sight. */
function useFitToWindow(panel: RefObject<HTMLElement | null>) {
  useEffect(() => {
    const follow = () => {
      const element = panel.current
      if (element) element.style.maxHeight = `${innerHeight - Math.max(14, element.getBoundingClientRect().top) - 14}px`
    }
    follow()
    window.addEventListener('scroll', follow, { passive: true })
    window.addEventListener('resize', follow)
    return () => {
      window.removeEventListener('scroll', follow)
      window.removeEventListener('resize', follow)
    }
  }, [panel])
}

/** Esc closes, but in a field it belongs to the field's own list or calendar. */
const closing = (close: () => void) => (event: KeyboardEvent) => {
  if (event.key === 'Escape' && !(event.target as HTMLElement).closest('input, textarea')) close()
}

function Docked({ label, close, children }: { label: string; close: () => void; children: ReactNode }) {
  const panel = useRef<HTMLElement>(null)
  useFitToWindow(panel)
  return (
    <aside ref={panel} className={css.docked} data-keep-clear="" aria-label={label} onKeyDown={closing(close)}>
      {children}
    </aside>
  )
}

/** Beside the page where there is room, over it where there is none. */
export function AskAside(props: Props) {
  const { t } = useWords()
  const wide = useMediaQuery('(min-width: 1101px)', true, { getInitialValueInEffect: false })
  const close = () => props.ask(undefined)
  const panel: ReactNode = (
    <Suspense fallback={<Loading lines={7} />}>
      <Panel {...props} />
    </Suspense>
  )
  if (wide)
    return (
      <Docked label={t('account.asking')} close={close}>
        {panel}
      </Docked>
    )
  return (
    <Drawer.Root opened onClose={close} closeOnEscape={false} position="right" size="min(440px, 100%)">
      <Drawer.Overlay />
      <Drawer.Content aria-label={t('account.asking')} onKeyDown={closing(close)}>
        <Drawer.Body className={css.over ?? ''}>{panel}</Drawer.Body>
      </Drawer.Content>
    </Drawer.Root>
  )
}
