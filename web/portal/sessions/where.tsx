import type { Session } from '../../api/types.ts'
import { useWords } from '../../i18n/use-words.ts'
import { useNames } from '../../ui/me-context.ts'

/** The place, and for a visit where it leads. */
export function Where({ session }: { session: Pick<Session, 'place' | 'prefecture'> }) {
  const { t } = useWords()
  const names = useNames()
  const place = names.place(session.place)
  if (!session.prefecture) return <>{place}</>
  return <>{t('portal.placeIn', { place, prefecture: names.prefecture(session.prefecture) })}</>
}
