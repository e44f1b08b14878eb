import type { Meter } from '../../api/types.ts'
import { useWords } from '../../i18n/use-words.ts'
import { Card } from '../../ui/card.tsx'
import { useNames } from '../../ui/me-context.ts'
import { MeterBar } from '../../ui/meter.tsx'
import { Seal } from '../../ui/seal.tsx'
import { lastDay } from '../../ui/times.tsx'
import { isTrips, keyOf } from '../account/allowances.ts'
import css from './further.module.css'

function Row({ meter, today }: { meter: Meter; today: string }) {
  const { t, amount, day } = useWords()
  const names = useNames()
  const until =
    meter.until === null
      ? null
      : day(lastDay(meter.until), { year: meter.until.slice(0, 4) !== today.slice(0, 4), weekday: false })
  const spentTrips = isTrips(meter) && meter.left === 0
  return (
    <li className={css.item}>
      <div className={css.head}>
        <span>
          <span className={css.name}>{names.allowance(meter.allowance)}</span>
          <span className={css.holder}>{names.holder(meter.holder)}</span>
        </span>
        <Seal id={meter.clause} />
      </div>
      <p className={css.left}>
        <b>{amount(meter.left, meter.unit)}</b>
        <span className={css.of}> ／ {amount(meter.granted, meter.unit)}</span>
      </p>
      <MeterBar meter={meter} thin />
      <p className={css.note}>
        <span>{until === null ? t('portal.lead.open') : t('portal.further.until', { date: until })}</span>
        {meter.held > 0 ? (
          <span>
            {t('portal.lead.held')} {amount(meter.held, meter.unit)}
          </span>
        ) : null}
      </p>
      {spentTrips ? <p className={css.warn}>{t('portal.further.trip')}</p> : null}
    </li>
  )
}

export function Further({ meters, today }: { meters: readonly Meter[]; today: string }) {
  const { t } = useWords()
  return (
    <Card title={t('portal.further.title')} flush>
      <ul className={css.list}>
        {meters.map((m) => (
          <Row key={keyOf(m)} meter={m} today={today} />
        ))}
      </ul>
    </Card>
  )
}
