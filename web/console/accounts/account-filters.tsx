import { Select } from '@mantine/core'
import { useState } from 'react'
import { useStaff } from '../../api/queries.ts'
import { useWords } from '../../i18n/use-words.ts'
import { TextButton } from '../../ui/button.tsx'
import { FindField } from '../../ui/data-table/tools.tsx'
import { inLanguage, useNames, useSignedIn } from '../../ui/me-context.ts'
import css from './accounts-page.module.css'

export const FILTERS = ['q', 'plan', 'phase', 'state', 'responsible', 'prefecture', 'ends', 'hours'] as const
type Name = (typeof FILTERS)[number]
export type Filter = { [N in Name]?: string | undefined }
type Choices = { value: string; label: string }[]

const STATES = ['active', 'notice-given', 'upcoming', 'ended', 'none'] as const

function useChoices(): Record<Exclude<Name, 'q'>, { label: string; data: Choices }> {
  const { t, language } = useWords()
  const names = useNames()
  const { catalogue } = useSignedIn()
  const staff = useStaff()
  return {
    plan: {
      label: t('accounts.plan'),
      data: catalogue.plans.map((p) => ({ value: p.id, label: inLanguage(p.name, language) })),
    },
    phase: {
      label: t('accounts.phase'),
      data: (['onboarding', 'success'] as const).map((p) => ({ value: p, label: t(`phase.${p}`) })),
    },
    state: { label: t('accounts.state'), data: STATES.map((s) => ({ value: s, label: t(`state.${s}`) })) },
    responsible: {
      label: t('accounts.responsible'),
      data: (staff.data ?? []).map((s) => ({ value: s.id, label: s.name })),
    },
    prefecture: {
      label: t('accounts.prefecture'),
      data: names.prefectures.map((p) => ({ value: p, label: names.prefecture(p) })),
    },
    ends: {
      label: t('accounts.periodLeft'),
      data: ['7', '14', '30', '90'].map((d) => ({ value: d, label: t('accounts.within', { count: Number(d) }) })),
    },
    hours: {
      label: t('accounts.hoursLeft'),
      data: ['0', '20', '50'].map((p) => ({
        value: p,
        label: p === '0' ? t('accounts.usedUp') : t('accounts.atMost', { share: Number(p) }),
      })),
    },
  }
}

/** Every filter stands in the address, so that a view can be sent and kept. */
export function AccountFilters({ filter, onChange }: { filter: Filter; onChange: (part: Filter) => void }) {
  const { t } = useWords()
  const choices = useChoices()
  const [open, setOpen] = useState(false)
  const isChosen = FILTERS.some((name) => filter[name])
  return (
    <>
      <FindField label={t('accounts.find')} value={filter.q} onChange={(q) => onChange({ q })} />
      <button type="button" className={css.fold} aria-expanded={open} onClick={() => setOpen(!open)}>
        {t('accounts.filters', { count: FILTERS.filter((name) => name !== 'q' && filter[name]).length })}
      </button>
      <span className={css.filters} data-open={open ? '' : undefined}>
        {FILTERS.flatMap((name) => (name === 'q' ? [] : [name])).map((name) => (
          <Select
            key={name}
            clearable
            searchable={name === 'responsible' || name === 'prefecture'}
            size="xs"
            className={css.filter ?? ''}
            comboboxProps={{ width: 220, position: 'bottom-start' }}
            aria-label={choices[name].label}
            placeholder={choices[name].label}
            value={filter[name] ?? null}
            data={choices[name].data}
            onChange={(value) => onChange({ [name]: value ?? undefined })}
          />
        ))}
      </span>
      {isChosen ? (
        <TextButton
          className="small"
          onClick={() => onChange(Object.fromEntries(FILTERS.map((name) => [name, undefined])))}
        >
          {t('act.clear')}
        </TextButton>
      ) : null}
    </>
  )
}
