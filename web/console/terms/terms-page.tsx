import { getRouteApi, Link } from '@tanstack/react-router'
import { useTerms, useTermsVersions } from '../../api/queries.ts'
import type { TermsVersion } from '../../api/types.ts'
import { useWords } from '../../i18n/use-words.ts'
import { Pill } from '../../ui/pill.tsx'
import { Shown } from '../../ui/states.tsx'
import { Day } from '../../ui/times.tsx'
import { useTitle } from '../../ui/use-title.ts'
import { PageTop } from '../page-top.tsx'
import { ClauseMatrix } from './clause-matrix.tsx'
import css from './terms.module.css'
import { TermsDiff } from './terms-diff.tsx'

const page = getRouteApi('/terms')

/** In force first, then by date, the newest first. */
const ordered = (versions: readonly TermsVersion[]) =>
  [...versions].sort((a, b) => Number(b.inForce) - Number(a.inForce) || b.effective.localeCompare(a.effective))

function Versions({ versions, chosen }: { versions: readonly TermsVersion[]; chosen: string }) {
  const { t } = useWords()
  return (
    <ul className={css.versions}>
      {ordered(versions).map((v) => (
        <li key={v.version}>
          <Link to="/terms" search={(now) => ({ ...now, version: v.version })} aria-current={v.version === chosen ? 'true' : undefined}>
            <b>{v.version}</b> {v.inForce ? <Pill tone="ok">{t('terms.inForce')}</Pill> : null}
            <span>{t('terms.effective')} <Day date={v.effective} /></span>
          </Link>
        </li>
      ))}
    </ul>
  )
}

/** What is promised, by version: every clause with its figures, the rules that read it and the scenarios that prove it. */
export default function TermsPage() {
  const { t } = useWords()
  const search = page.useSearch()
  const versions = useTermsVersions()
  const inForce = versions.data?.find((v) => v.inForce)?.version ?? versions.data?.[0]?.version
  const chosen = search.version ?? inForce
  const terms = useTerms(search.view === 'diff' ? undefined : chosen)
  useTitle(t('nav.terms'))
  return (
    <>
      <PageTop crumbs={[{ label: t('nav.terms') }]} />
      <header className={css.head}>
        <h1>{t('nav.terms')}</h1>
        <p className="quiet">{t('terms.lead')}</p>
      </header>
      <Shown of={versions}>
        {(list) => (
          <>
            {list.length > 1 || search.view === 'diff' ? (
              <nav className={css.tabs} aria-label={t('terms.views')}>
                <Link to="/terms" search={{ version: search.version }} aria-current={search.view === 'diff' ? undefined : 'page'}>{t('terms.matrix')}</Link>
                <Link to="/terms" search={{ view: 'diff', from: search.from, to: search.to }} aria-current={search.view === 'diff' ? 'page' : undefined}>{t('terms.diff')}</Link>
              </nav>
            ) : null}
            {search.view === 'diff' ? <TermsDiff versions={list} /> : (
              <>
                {chosen ? <Versions versions={list} chosen={chosen} /> : null}
                <Shown of={terms} lines={12}>{(data) => <ClauseMatrix terms={data} />}</Shown>
              </>
            )}
          </>
        )}
      </Shown>
    </>
  )
}
