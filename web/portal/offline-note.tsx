import { useSyncExternalStore } from 'react'
import { useWords } from '../i18n/use-words.ts'
import { Icon } from '../ui/icon.tsx'
import css from './shell.module.css'

function listen(changed: () => void) {
  window.addEventListener('online', changed)
  window.addEventListener('offline', changed)
  return () => {
    window.removeEventListener('online', changed)
    window.removeEventListener('offline', changed)
  }
}

/** Says that nothing newer can be read, as long as the browser knows of no network. */
export function OfflineNote() {
  const { t } = useWords()
  const online = useSyncExternalStore(listen, () => navigator.onLine)
  return (
    <div role="status">
      {online ? null : (
        <p className={css.offline}>
          <Icon name="alert" />
          {t('portal.offline')}
        </p>
      )}
    </div>
  )
}
