import { Checkbox, Modal, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { ApiProblem } from '../../api/client.ts'
import { type SavedView, useSavedViews, useViewChange } from '../../api/work.ts'
import { useWords } from '../../i18n/use-words.ts'
import { Button } from '../button.tsx'
import { Rows } from '../form/rows.tsx'
import { Icon } from '../icon.tsx'
import { useMay } from '../me-context.ts'
import { type MenuEntry, SmallMenu } from '../small-menu.tsx'
import css from './saved-views.module.css'

type Query = Record<string, string>
type Props = { screen: string; query: Query; onOpen: (query: Query) => void }

const textOf = (query: Query) => JSON.stringify(Object.entries(query).sort())

function Keep({ screen, query, onClose }: { screen: string; query: Query; onClose: () => void }) {
  const { t } = useWords()
  const mayShare = useMay('views.share')
  const [name, setName] = useState('')
  const [shared, setShared] = useState(false)
  const change = useViewChange()
  const problem = change.error instanceof ApiProblem ? change.error : null
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (name.trim()) change.mutate({ make: { screen, name: name.trim(), query, shared } }, { onSuccess: onClose })
  }
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('views.keep')}
      size={420}
      closeButtonProps={{ 'aria-label': t('act.close') }}
    >
      <form onSubmit={submit} noValidate>
        <Rows>
          <TextInput
            label={t('views.name')}
            placeholder={t('views.namePlaceholder')}
            value={name}
            maxLength={60}
            data-autofocus
            error={problem?.detail}
            onChange={(e) => setName(e.currentTarget.value)}
          />
          {mayShare ? (
            <Checkbox label={t('views.share')} checked={shared} onChange={(e) => setShared(e.currentTarget.checked)} />
          ) : null}
          <p className="quiet small">{t('views.keepNote')}</p>
          <div className={css.foot}>
            <Button onClick={onClose}>{t('act.cancel')}</Button>
            <Button type="submit" look="main" disabled={!name.trim()} busy={change.isPending}>
              {t('views.keepDo')}
            </Button>
          </div>
        </Rows>
      </form>
    </Modal>
  )
}

const labelOf = (view: SavedView, sharedBy: string) => (
  <span className={css.entry}>
    <span>{view.name}</span>
    {view.own ? view.shared ? <Icon name="person" size={12} /> : null : <small>{sharedBy}</small>}
  </span>
)

/** Lists that are kept by name: one's own, and those that colleagues share. The address stays what is shown. */
export function SavedViews({ screen, query, onOpen }: Props) {
  const { t } = useWords()
  const maySave = useMay('views.save')
  const mayShare = useMay('views.share')
  const views = useSavedViews(screen, maySave)
  const change = useViewChange()
  const [keeping, setKeeping] = useState(false)
  if (!maySave) return null
  const list = views.data ?? []
  const now = list.find((v) => textOf(v.query) === textOf(query))
  const entries: MenuEntry[] = [
    ...list.map((v) => ({
      id: v.id,
      label: labelOf(v, t('views.of', { name: v.owner ?? '' })),
      current: v === now,
      run: () => onOpen(v.query),
    })),
    ...(now ? [] : [{ id: 'keep', label: t('views.keepNow'), run: () => setKeeping(true) }]),
    ...(now?.own && mayShare
      ? [
          {
            id: 'share',
            label: now.shared ? t('views.unshare') : t('views.shareNow'),
            run: () => change.mutate({ change: now, to: { shared: !now.shared } }),
          },
        ]
      : []),
    ...(now?.own ? [{ id: 'forget', label: t('views.forget'), run: () => change.mutate({ forget: now }) }] : []),
  ]
  return (
    <>
      <SmallMenu
        label={now ? t('views.now', { name: now.name }) : t('views.title')}
        className={css.open ?? ''}
        heading={list.length === 0 ? t('views.none') : t('views.title')}
        button={
          <>
            <span>{now?.name ?? t('views.title')}</span>
            <Icon name="down" size={12} />
          </>
        }
        entries={entries}
      />
      {keeping ? <Keep screen={screen} query={query} onClose={() => setKeeping(false)} /> : null}
    </>
  )
}
