import { useWords } from '../../i18n/use-words.ts'
import { hasWord } from '../../i18n/words.ts'
import { Pill } from '../../ui/pill.tsx'

export function Consent({ consent }: { consent: string | null }) {
  const { t } = useWords()
  const key = `portal.terms.consent.${consent ?? 'none'}`
  if (!hasWord(key)) return null
  const agreed = consent === 'express' || consent === 'deemed'
  return (
    <Pill tone={agreed ? 'ok' : 'warn'} icon={agreed ? 'yes' : 'alert'}>
      {t(key)}
    </Pill>
  )
}
