import { useEffect } from 'react'
import { useWords } from '../i18n/use-words.ts'
import { Button } from './button.tsx'
import { Empty, Failure } from './states.tsx'

/** A page that broke, or an address that leads nowhere. */
export function Oops({ error, notFound }: { error?: unknown; notFound?: boolean }) {
  const { t } = useWords()
  useEffect(() => {
    if (error) console.error(error)
  }, [error])
  if (notFound)
    return (
      <Empty title={t('error.notFound')} action={<Button onClick={() => history.back()}>{t('act.back')}</Button>} />
    )
  return <Failure error={error} retry={() => location.reload()} />
}
