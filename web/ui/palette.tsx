import { Modal, TextInput } from '@mantine/core'
import { type KeyboardEvent, useEffect, useId, useMemo, useState } from 'react'
import { useWords } from '../i18n/use-words.ts'
import { Icon, type IconName } from './icon.tsx'
import css from './palette.module.css'

export type Deed = {
  id: string
  label: string
  note?: string
  icon: IconName
  hint?: string
  words?: string
  run: () => void
}
export type DeedGroup = { title: string; deeds: Deed[] }

type Props = {
  open: boolean
  onClose: () => void
  groups: (typed: string) => DeedGroup[]
  onType?: (typed: string) => void
}

const plain = (text: string) => text.normalize('NFKC').toLowerCase()

function matching(groups: DeedGroup[], typed: string): DeedGroup[] {
  const words = plain(typed).split(/\s+/).filter(Boolean)
  return groups
    .map((g) => ({
      ...g,
      deeds: g.deeds.filter((d) =>
        words.every((w) => plain(`${d.label} ${d.note ?? ''} ${d.words ?? ''}`).includes(w)),
      ),
    }))
    .filter((g) => g.deeds.length > 0)
}

/** Go anywhere, do anything, from the keyboard: a field and the list that answers it. */
export default function Palette({ open, onClose, groups, onType }: Props) {
  const { t } = useWords()
  const id = useId()
  const [typed, setTyped] = useState('')
  const [at, setAt] = useState(0)
  const shown = useMemo(() => matching(groups(typed), typed), [groups, typed])
  const deeds = shown.flatMap((g) => g.deeds)
  useEffect(() => {
    document.getElementById(`${id}-${at}`)?.scrollIntoView({ block: 'nearest' })
  }, [at, id])
  const run = (deed: Deed | undefined) => {
    if (!deed) return
    onClose()
    deed.run()
  }
  const keys = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'ArrowDown') setAt((n) => Math.min(n + 1, deeds.length - 1))
    else if (event.key === 'ArrowUp') setAt((n) => Math.max(n - 1, 0))
    else if (event.key === 'Enter') run(deeds[at])
    else return
    event.preventDefault()
  }
  let index = -1
  return (
    <Modal.Root opened={open} onClose={onClose} size={560} yOffset="12vh" padding={0}>
      <Modal.Overlay />
      <Modal.Content aria-label={t('palette.title')}>
        <Modal.Body>
          <TextInput
            className={css.field}
            size="md"
            data-autofocus
            role="combobox"
            aria-expanded
            aria-controls={`${id}-list`}
            aria-activedescendant={`${id}-${at}`}
            aria-label={t('palette.title')}
            placeholder={t('palette.placeholder')}
            leftSection={<Icon name="search" />}
            value={typed}
            onKeyDown={keys}
            onChange={(e) => {
              setTyped(e.currentTarget.value)
              setAt(0)
              onType?.(e.currentTarget.value)
            }}
          />
          <div className={css.list} id={`${id}-list`} role="listbox" aria-label={t('palette.title')}>
            {shown.map((group) => (
              // biome-ignore lint/a11y/useSemanticElements: a listbox holds groups of options, no fieldsets
              <div key={group.title} role="group" aria-label={group.title}>
                <p className={css.group} aria-hidden="true">
                  {group.title}
                </p>
                {group.deeds.map((deed) => {
                  index += 1
                  const mine = index
                  return (
                    <div
                      key={deed.id}
                      id={`${id}-${mine}`}
                      role="option"
                      tabIndex={-1}
                      aria-selected={mine === at}
                      className={css.deed}
                      onMouseMove={() => setAt(mine)}
                      onClick={() => run(deed)}
                      onKeyDown={keys}
                    >
                      <Icon name={deed.icon} size={15} />
                      <span>{deed.label}</span>
                      {deed.note ? <small>{deed.note}</small> : null}
                      {deed.hint ? <kbd>{deed.hint}</kbd> : null}
                    </div>
                  )
                })}
              </div>
            ))}
            {deeds.length === 0 ? <p className={css.none}>{t('palette.none')}</p> : null}
          </div>
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  )
}
