import { Link } from '@tanstack/react-router'
import type { ImportReport } from '../../api/imports.ts'
import { useWords } from '../../i18n/use-words.ts'
import { Button, buttonClass, TextButton } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Loading } from '../../ui/states.tsx'
import css from './imports.module.css'

type Props = {
  report: ImportReport | null
  judging: boolean
  running: boolean
  onRun: () => void
  onAgain: () => void
}

type Outcome = 'done' | 'refused' | 'nothing' | 'ready'
const outcomeOf = (r: ImportReport): Outcome =>
  r.applied ? 'done' : r.errors > 0 ? 'refused' : r.created === 0 ? 'nothing' : 'ready'

function Counts({ report }: { report: ImportReport }) {
  const { t } = useWords()
  const counts = [
    ['rows', report.rows],
    [report.applied ? 'imported' : 'canBe', report.created],
    ['unchanged', report.unchanged],
    ['errors', report.errors],
    ['warnings', report.warnings],
  ] as const
  return (
    <dl className={css.counts}>
      {counts.map(([name, value]) => (
        <div key={name} data-zero={value === 0 ? '' : undefined} data-name={name}>
          <dt>{t(`imports.count.${name}`)}</dt>
          <dd>{value.toLocaleString()}</dd>
        </div>
      ))}
    </dl>
  )
}

/** How much of the file comes in: one bar, the part with mistakes set off from it. */
function Share({ report }: { report: ImportReport }) {
  const part = (n: number) => `${report.rows === 0 ? 0 : (100 * n) / report.rows}%`
  return (
    <div className={css.share} aria-hidden="true">
      <span style={{ width: part(report.created) }} data-of="created" />
      <span style={{ width: part(report.unchanged) }} data-of="unchanged" />
    </div>
  )
}

/** The answer before the click: what the file would do, and the one button that does it. */
export function Verdict({ report, judging, running, onRun, onAgain }: Props) {
  const { t } = useWords()
  if (!report)
    return (
      <aside className={css.verdict} aria-label={t('imports.answer')}>
        {judging ? <Loading lines={4} label={t('imports.judging')} /> : null}
      </aside>
    )
  const outcome = outcomeOf(report)
  return (
    <aside
      className={css.verdict}
      aria-label={t('imports.answer')}
      data-outcome={outcome}
      aria-busy={judging || running}
    >
      <p className={css.outcome} role="status">
        <Icon name={outcome === 'refused' ? 'no' : outcome === 'nothing' ? 'hint' : 'yes'} size={18} />
        {t(`imports.outcome.${outcome}`, { count: report.created, errors: report.errors })}
      </p>
      <Share report={report} />
      <Counts report={report} />
      {outcome === 'done' ? (
        <div className={css.after}>
          <Link to="/accounts" className={buttonClass({ look: 'main', wide: true })}>
            {t('imports.toAccounts')}
          </Link>
          <TextButton onClick={onAgain}>{t('imports.again')}</TextButton>
        </div>
      ) : (
        <div className={css.after}>
          <Button look="main" wide busy={running} disabled={judging || outcome !== 'ready'} onClick={onRun}>
            {running
              ? t('imports.running')
              : outcome === 'ready'
                ? t('imports.run', { count: report.created })
                : t('imports.link')}
          </Button>
          <p className="quiet small">{t(outcome === 'refused' ? 'imports.mend' : 'imports.allOrNothing')}</p>
        </div>
      )}
    </aside>
  )
}
