import { useWords } from '../../i18n/use-words.ts'
import { Security } from '../../ui/security/security-page.tsx'
import { useTitle } from '../../ui/use-title.ts'
import { PageHead } from '../page-head.tsx'

export default function SecurityPage() {
  const { t } = useWords()
  useTitle(t('security.title'))
  return (
    <>
      <PageHead title={t('security.title')} />
      <Security />
    </>
  )
}
