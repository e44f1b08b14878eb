import { Select } from '@mantine/core'
import type { Staff } from '../../api/types.ts'
import { useWords } from '../../i18n/use-words.ts'
import { inLanguage, useSignedIn } from '../../ui/me-context.ts'
import css from './calendar.module.css'

type Props = { show: string | undefined; staff: readonly Staff[]; onChange: (show: string | undefined) => void }

/** Whose sessions: everybody's, one's own, an office's, a partner's, one person's. */
export function ShowField({ show, staff, onChange }: Props) {
  const { t, language } = useWords()
  const { catalogue, user } = useSignedIn()
  const partners = [...new Set(staff.flatMap((s) => s.partner ?? []))]
  const offices = catalogue.offices.filter((o) => staff.some((s) => s.baseOffice === o.id))
  const data = [
    { value: 'all', label: t('calendar.showAll') },
    ...(user.staffId ? [{ value: 'mine', label: t('calendar.showMine') }] : []),
    ...(offices.length > 0
      ? [
          {
            group: t('calendar.office'),
            items: offices.map((o) => ({ value: `office:${o.id}`, label: inLanguage(o.name, language) })),
          },
        ]
      : []),
    ...(partners.length > 0
      ? [{ group: t('calendar.partner'), items: partners.map((p) => ({ value: `partner:${p}`, label: p })) }]
      : []),
    ...(staff.length > 0
      ? [{ group: t('calendar.person'), items: staff.map((s) => ({ value: `person:${s.id}`, label: s.name })) }]
      : []),
  ]
  return (
    <Select
      className={css.show ?? ''}
      size="xs"
      searchable
      aria-label={t('calendar.show')}
      value={show ?? 'all'}
      data={data}
      onChange={(value) => onChange(value === null || value === 'all' ? undefined : String(value))}
    />
  )
}
