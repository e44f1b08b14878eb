import { useWords } from '../../i18n/use-words.ts'

export default function PeoplePage() {
  const { t } = useWords()
  return <h1>{t('settings.people.title')}</h1>
}
