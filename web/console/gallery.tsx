import { useWords } from '../i18n/use-words.ts'
import { Gallery } from '../ui/gallery/gallery.tsx'
import { useTitle } from '../ui/use-title.ts'
import { PageTop } from './page-top.tsx'

/** The design system, on every installation: what screens are made of, in both languages and themes. */
export default function GalleryPage() {
  const { t } = useWords()
  useTitle(t('gallery.title'))
  return (
    <>
      <PageTop crumbs={[{ label: t('nav.settings'), to: '/settings' }, { label: t('gallery.title') }]} />
      <h1 style={{ marginBottom: 12 }}>{t('gallery.title')}</h1>
      <Gallery />
    </>
  )
}
