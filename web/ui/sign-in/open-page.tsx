import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { openPersonalLink } from '../../api/sign-in.ts'
import type { Me } from '../../api/types.ts'
import { useWords } from '../../i18n/use-words.ts'
import { buttonClass } from '../button.tsx'
import { Loading } from '../states.tsx'
import { faultBeside } from './faults.ts'
import { SheetStep } from './sheet.tsx'

/** A personal link: whoever has it is in, on the few pages that it opens. */
export function OpenPage({ onOpened }: { onOpened: (me: Me) => void }) {
  const { t } = useWords()
  const token = location.hash.slice(1)
  const opening = useQuery({
    queryKey: ['personal-link', token],
    queryFn: () => openPersonalLink(token),
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
  })
  const { data } = opening
  useEffect(() => {
    if (data) onOpened(data)
  }, [data, onOpened])
  if (opening.error) {
    return (
      <SheetStep title={t('signIn.link.failed')} fault={faultBeside(opening.error)}>
        <a className={buttonClass({ size: 'large', wide: true })} href="/sign-in">
          {t('signIn.reset.toSignIn')}
        </a>
      </SheetStep>
    )
  }
  return (
    <SheetStep title={t('signIn.link.title')}>
      <Loading />
    </SheetStep>
  )
}
