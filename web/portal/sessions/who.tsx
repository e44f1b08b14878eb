import type { Session } from '../../api/types.ts'
import { useWords } from '../../i18n/use-words.ts'
import { Pill } from '../../ui/pill.tsx'

/** Who delivers it; that it is a subcontractor's person is said, not hidden. */
export function Who({ staff, bare }: { staff: Session['staff']; bare?: boolean }) {
  const { t } = useWords()
  if (!staff) return <>{t('portal.whoOpen')}</>
  return (
    <>
      <span className="whole">{bare ? staff.name : t('portal.who', { name: staff.name })}</span>
      {staff.partner ? (
        <>
          {' '}
          <Pill tone="in">{t('portal.partner')}</Pill>
        </>
      ) : null}
    </>
  )
}
