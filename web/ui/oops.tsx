import { useEffect } from 'react'
import { useWords } from '../i18n/use-words.ts'
import { Button } from './button.tsx'
import { Empty, Failure } from './states.tsx'
import { useTitle } from './use-title.ts'

/** A page that broke, or an address that leads nowhere. */
export function Oops({ error, notFound }: { error?: unknown; notFound?: boolean }) {
  const { t } = useWords()
  const title = t(notFound ? 'error.notFound' : 'error.title')
  useTitle(title)
  useEffect(() => {
    if (error) console.error(error)
  }, [error])
  return (
    <>
      <h1 className="hidden-text">{title}</h1>
      {notFound ? (
        <Empty title={title} action={<Button onClick={() => history.back()}>{t('act.back')}</Button>} />
      ) : (
        <Failure error={error} retry={() => location.reload()} />
      )}
    </>
  )
}
