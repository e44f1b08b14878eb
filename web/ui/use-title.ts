import { useEffect } from 'react'
import { useWords } from '../i18n/use-words.ts'

/** The page's name in the browser's tab and for screen readers on arrival. */
export function useTitle(title: string | undefined) {
  const { t } = useWords()
  const name = t('app.name')
  useEffect(() => {
    document.title = title ? `${title} · ${name}` : name
  }, [title, name])
}
