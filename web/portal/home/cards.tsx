import { type Intake, useIntakes } from '../../api/intakes.ts'
import { useWords } from '../../i18n/use-words.ts'
import { Card } from '../../ui/card.tsx'
import { useMay } from '../../ui/me-context.ts'
import { Pill } from '../../ui/pill.tsx'
import { Shown } from '../../ui/states.tsx'
import { useOwnId } from '../account/own-account.ts'
import css from './cards.module.css'

const isOver = (i: Intake) => i.state === 'closed' || i.state === 'cancelled'

function Row({ intake }: { intake: Intake }) {
  const { t, day } = useWords()
  const { survey, schedule } = intake
  return (
    <li className={css.row}>
      <p className={css.head}>
        <b>{t(`portal.cards.way.${intake.way}`)}</b>
        {survey.cards > 0 ? <span>{t('portal.cards.count', { cards: survey.cards })}</span> : null}
        <Pill tone={isOver(intake) ? 'quiet' : 'in'}>{t(`portal.cards.state.${intake.state}`)}</Pill>
      </p>
      <p>{t(`portal.cards.where.${intake.state}`)}</p>
      <p className={css.quiet}>
        {schedule ? t('portal.cards.startWeek', { date: day(schedule.startWeek, { year: false }) }) : null}
        {schedule === null && survey.asked > 0
          ? t('portal.cards.survey', { answered: survey.answered, asked: survey.asked })
          : null}
      </p>
    </li>
  )
}

/** Where the cards are: of each intake what is known of it, and plainly nothing where there is none. */
export function Cards() {
  const { t } = useWords()
  const mayRead = useMay('intake.read')
  const intakes = useIntakes(useOwnId(), mayRead)
  if (!mayRead) return null
  return (
    <Card title={t('portal.cards.title')} flush>
      <Shown of={intakes} lines={2}>
        {(all) => {
          const [last] = all
          const shown = all.some((i) => !isOver(i)) ? all.filter((i) => !isOver(i)) : last ? [last] : []
          if (shown.length === 0)
            return (
              <div className={css.none}>
                <p>{t('portal.cards.none')}</p>
                <p className={css.quiet}>{t('portal.cards.noneText')}</p>
              </div>
            )
          return (
            <ul>
              {shown.map((i) => (
                <Row key={i.id} intake={i} />
              ))}
            </ul>
          )
        }}
      </Shown>
    </Card>
  )
}
