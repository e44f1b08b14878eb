import { useParams } from '@tanstack/react-router'
import { Suspense } from 'react'
import { useWords } from '../../i18n/use-words.ts'
import { Oops } from '../../ui/oops.tsx'
import { Loading } from '../../ui/states.tsx'
import { useTitle } from '../../ui/use-title.ts'
import { usePages } from './use-pages.ts'

/** One page by its address; one that somebody may not use is as unknown as none. */
export default function SettingsContent() {
  const { t } = useWords()
  const { page: id } = useParams({ strict: false })
  const found = usePages().find((page) => page.id === id)
  useTitle(found ? t(found.title) : undefined)
  if (!found) return <Oops notFound />
  const Page = found.page
  return (
    <Suspense fallback={<Loading lines={8} />}>
      <Page />
    </Suspense>
  )
}
