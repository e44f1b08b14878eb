import { Link } from '@tanstack/react-router'
import { useWords } from '../i18n/use-words.ts'
import { buttonClass } from '../ui/button.tsx'
import { useMay } from '../ui/me-context.ts'

/** The way to a booking, for whoever may book. */
export function BookLink({
  word,
  size,
  wide,
  className,
}: {
  word: 'portal.nav.book' | 'portal.lead.book'
  size?: 'large'
  wide?: boolean
  className?: string | undefined
}) {
  const { t } = useWords()
  if (!useMay('sessions.book')) return null
  const look = buttonClass({ look: 'main', ...(size && { size }), ...(wide && { wide }) })
  return (
    <Link to="/book" className={className ? `${look} ${className}` : look}>
      {t(word)}
    </Link>
  )
}
