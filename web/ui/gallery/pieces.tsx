import { Checkbox, Select, TextInput } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { ApiProblem } from '../../api/client.ts'
import { useWords } from '../../i18n/use-words.ts'
import { Button, TextButton } from '../button.tsx'
import { Card } from '../card.tsx'
import { WorkBar } from '../data-table/work-bar.tsx'
import DateField from '../form/date-field.tsx'
import { MinutesField } from '../form/minutes-field.tsx'
import { Beside, Rows } from '../form/rows.tsx'
import { TimeField } from '../form/time-field.tsx'
import { useSignedIn } from '../me-context.ts'
import { Pill } from '../pill.tsx'
import { Seal, Seals } from '../seal.tsx'
import { Empty, Failure, Loading } from '../states.tsx'
import css from './gallery.module.css'

type Clauses = { clauses: readonly [string, string, string] }

export function Part({ title, children, wide }: { title: string; children: ReactNode; wide?: boolean }) {
  return (
    <div className={wide ? css.wide : undefined}>
      <Card title={title}>{children}</Card>
    </div>
  )
}

export function Buttons() {
  const { t } = useWords()
  return (
    <Part title={t('gallery.parts.buttons')}>
      <div className={css.row}>
        <Button look="main" hint="B">
          {t('gallery.main')}
        </Button>
        <Button>{t('gallery.press')}</Button>
        <Button look="danger">{t('gallery.danger')}</Button>
        <Button look="bare">{t('gallery.bare')}</Button>
        <Button look="main" busy>
          {t('gallery.busy')}
        </Button>
        <Button disabled>{t('gallery.disabled')}</Button>
        <Button size="small">{t('gallery.press')}</Button>
        <Button size="large" look="main">
          {t('gallery.main')}
        </Button>
        <TextButton>{t('gallery.text')}</TextButton>
      </div>
    </Part>
  )
}

export function Pills() {
  const { t } = useWords()
  return (
    <Part title={t('gallery.parts.pills')}>
      <div className={css.row}>
        <Pill tone="ok" icon="yes">
          {t('answer.outcome.allowed')}
        </Pill>
        <Pill tone="warn" icon="yen">
          {t('answer.outcome.charged')}
        </Pill>
        <Pill tone="no" icon="no">
          {t('answer.outcome.refused')}
        </Pill>
        <Pill tone="in">{t('state.booked')}</Pill>
        <Pill tone="quiet">{t('state.ended')}</Pill>
      </div>
    </Part>
  )
}

export function SealsPart({ clauses }: Clauses) {
  const { t } = useWords()
  return (
    <Part title={t('gallery.parts.seals')}>
      <div className={css.row}>
        <Seal id={clauses[0]} />
        <Seals ids={[...new Set(clauses)]} />
      </div>
    </Part>
  )
}

/** Fields with what the server said about them at the field, and summed above. */
export function Forms() {
  const { t } = useWords()
  const { today } = useSignedIn()
  const [date, setDate] = useState(today)
  const [time, setTime] = useState('10:00')
  const [minutes, setMinutes] = useState(90)
  return (
    <Part title={t('gallery.parts.forms')}>
      <Rows>
        <p role="alert" className={css.summed}>
          {t('error.fields')}
        </p>
        <TextInput label={t('gallery.field')} defaultValue={t('gallery.company')} error={t('gallery.wrong')} />
        <Select
          label={t('accounts.state')}
          data={[{ value: 'active', label: t('state.active') }]}
          defaultValue="active"
        />
        <Beside>
          <DateField label={t('booking.date')} value={date} today={today} onChange={setDate} />
          <TimeField label={t('booking.time')} value={time} wrong={t('booking.pastTime')} onChange={setTime} />
        </Beside>
        <MinutesField label={t('booking.minutes')} value={minutes} onChange={setMinutes} />
        <Checkbox label={t('answer.acceptCharges')} defaultChecked />
        <TextInput label={t('gallery.disabled')} disabled defaultValue={t('gallery.company')} />
      </Rows>
    </Part>
  )
}

export function States() {
  const { t } = useWords()
  const offline = new ApiProblem(0, { code: 'unreachable', detail: t('gallery.offline') })
  return (
    <Part title={t('gallery.parts.states')}>
      <Empty title={t('gallery.emptyTitle')} action={<Button look="main">{t('gallery.main')}</Button>}>
        {t('gallery.emptyText')}
      </Empty>
      <Loading lines={4} />
      <Failure error={offline} retry={() => {}} />
    </Part>
  )
}

export function Work() {
  const { t } = useWords()
  const common = { title: t('bulk.changing'), total: 480, failed: [] }
  return (
    <Part title={t('gallery.parts.work')}>
      <WorkBar
        work={{ ...common, done: 120, secondsLeft: 21, state: 'running' }}
        onCancel={() => {}}
        onClose={() => {}}
      />
      <WorkBar
        work={{
          ...common,
          done: 480,
          secondsLeft: 0,
          state: 'done',
          failed: [{ what: t('gallery.company'), why: t('bulk.noContract') }],
          undo: () => {},
        }}
        onCancel={() => {}}
        onClose={() => {}}
      />
    </Part>
  )
}
