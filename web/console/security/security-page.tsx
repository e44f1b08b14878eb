import { useWords } from '../../i18n/use-words.ts'
import css from '../../ui/security/security.module.css'
import { Security } from '../../ui/security/security-page.tsx'
import { useTitle } from '../../ui/use-title.ts'
import { PageTop } from '../page-top.tsx'

export default function SecurityPage() {
  const { t } = useWords()
  useTitle(t('security.title'))
  return (
    <>
      <PageTop crumbs={[{ label: t('security.title') }]} />
      <h1 className={css.title}>{t('security.title')}</h1>
      <Security />
    </>
  )
}
