import { Select, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { saveVendor, useRefreshPeople, useVendor, type Vendor } from '../../api/people.ts'
import { useWords } from '../../i18n/use-words.ts'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { Rows } from '../../ui/form/rows.tsx'
import { Icon } from '../../ui/icon.tsx'
import { faultsOf } from '../../ui/people/use-faults.ts'
import { Shown } from '../../ui/states.tsx'
import { PageHead } from './page-head.tsx'
import css from './settings.module.css'

const LANGUAGES = [
  { value: 'ja', label: '日本語' },
  { value: 'en', label: 'English' },
]

function VendorForm({ vendor }: { vendor: Vendor }) {
  const { t } = useWords()
  const [draft, setDraft] = useState(vendor)
  const refresh = useRefreshPeople()
  const saving = useMutation({
    mutationFn: () => saveVendor({ ...draft, name: draft.name.trim() }),
    onSuccess: refresh,
  })
  const faults = faultsOf(saving.error, (field) => field === 'name')
  const changed = draft.name !== vendor.name || draft.language !== vendor.language
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (draft.name.trim()) saving.mutate()
  }
  return (
    <form onSubmit={submit} noValidate className={css.narrow}>
      <Rows>
        <TextInput
          label={t('settings.organisation.name')}
          description={t('settings.organisation.nameNote')}
          value={draft.name}
          maxLength={100}
          error={faults.at('name') ?? faults.whole}
          onChange={(e) => setDraft({ ...draft, name: e.currentTarget.value })}
        />
        <Select
          label={t('settings.organisation.language')}
          description={t('settings.organisation.languageNote')}
          value={draft.language}
          data={LANGUAGES}
          onChange={(language) => setDraft({ ...draft, language: language === 'en' ? 'en' : 'ja' })}
        />
        <div className={css.acts}>
          <Button type="submit" look="main" busy={saving.isPending} disabled={!changed || !draft.name.trim()}>
            {t('settings.organisation.save')}
          </Button>
          {saving.isSuccess && !changed ? (
            <span role="status" className={css.saved}>
              <Icon name="yes" size={14} />
              {t('settings.organisation.saved')}
            </span>
          ) : null}
        </div>
      </Rows>
    </form>
  )
}

/** What the vendor calls itself. */
export default function OrganisationPage() {
  const { t } = useWords()
  const vendor = useVendor()
  return (
    <>
      <PageHead title={t('settings.organisation.title')} about={t('settings.organisation.about')} />
      <Card>
        <Shown of={vendor} lines={4}>
          {(data) => <VendorForm vendor={data} />}
        </Shown>
      </Card>
    </>
  )
}
