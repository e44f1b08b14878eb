import { useTerms } from '../../api/queries.ts'
import { useWords } from '../../i18n/use-words.ts'
import { useSignedIn } from '../me-context.ts'
import { Answers, Bars, Charts, Meters, Moments } from './figures.tsx'
import css from './gallery.module.css'
import { Buttons, Forms, Part, Pills, SealsPart, States, Work } from './pieces.tsx'
import { SampleTable } from './sample-table.tsx'
import { Colours, Letters } from './tokens.tsx'

/** Clauses of the terms in force, so that the seals open something on every installation. */
function useSampleClauses(): readonly [string, string, string] {
  const { catalogue } = useSignedIn()
  const terms = useTerms(catalogue.version)
  const [a = 'a.1', b = a, c = b] = (terms.data?.clauses ?? []).map((clause) => clause.id)
  return [a, b, c]
}

/** Every part of the screens in all its states. */
export function Gallery() {
  const { t } = useWords()
  const clauses = useSampleClauses()
  return (
    <div className={css.gallery}>
      <p className="quiet">{t('gallery.about')}</p>
      <Colours />
      <Letters />
      <Buttons />
      <Pills />
      <SealsPart clauses={clauses} />
      <Bars />
      <Meters clauses={clauses} />
      <Charts clauses={clauses} />
      <Answers clauses={clauses} />
      <Part title={t('gallery.parts.table')} wide>
        <SampleTable />
      </Part>
      <Moments clauses={clauses} />
      <Work />
      <Forms />
      <States />
    </div>
  )
}
