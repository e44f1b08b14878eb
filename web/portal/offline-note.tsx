import { type QueryClient, useQueryClient } from '@tanstack/react-query'
import { useMemo, useSyncExternalStore } from 'react'
import { ApiProblem } from '../api/client.ts'
import { timeIn } from '../i18n/civil.ts'
import { useWords } from '../i18n/use-words.ts'
import { wallClockIn } from '../i18n/zone.ts'
import { Icon } from '../ui/icon.tsx'
import { useSignedIn } from '../ui/me-context.ts'
import css from './shell.module.css'

const unreachable = (error: unknown) => error instanceof ApiProblem && (error.status === 0 || error.status === 503)

/** Whether what is on screen could not be read again, and when it was read last: `0` while all is well. */
function lineOf(client: QueryClient) {
  let told = 0
  const look = () => {
    const shown = client.getQueryCache().findAll({ type: 'active' })
    const cut = !navigator.onLine || shown.some(({ state }) => unreachable(state.error))
    told = cut ? Math.max(1, ...shown.map(({ state }) => state.dataUpdatedAt)) : 0
    return told
  }
  return {
    listen(changed: () => void) {
      const heard = () => {
        const before = told
        if (look() !== before) changed()
      }
      window.addEventListener('online', heard)
      window.addEventListener('offline', heard)
      const leave = client.getQueryCache().subscribe(heard)
      return () => {
        window.removeEventListener('online', heard)
        window.removeEventListener('offline', heard)
        leave()
      }
    },
    told: look,
  }
}

/** Says that nothing newer can be read, and from when what is shown comes. Nothing that is asked meanwhile is kept. */
export function OfflineNote() {
  const { t } = useWords()
  const { catalogue } = useSignedIn()
  const client = useQueryClient()
  const line = useMemo(() => lineOf(client), [client])
  const last = useSyncExternalStore(line.listen, line.told)
  return (
    <div role="status">
      {last === 0 ? null : (
        <p className={css.offline}>
          <Icon name="alert" />
          <span>
            {t(navigator.onLine ? 'portal.unreachable' : 'portal.offline')}{' '}
            {last > 1 ? t('portal.asOf', { time: timeIn(wallClockIn(catalogue.timeZone, last)) }) : null}
          </span>
        </p>
      )}
    </div>
  )
}
