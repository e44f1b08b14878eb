import { Link } from '@tanstack/react-router'
import type { TermsVersion } from '../../api/types.ts'
import { useWords } from '../../i18n/use-words.ts'
import { Pill } from '../../ui/pill.tsx'
import { Day } from '../../ui/times.tsx'
import css from './terms.module.css'

export const versionInForce = (versions: readonly TermsVersion[]) =>
  versions.find((v) => v.inForce)?.version ?? versions[0]?.version

/** In force first, then by date, the newest first. */
const ordered = (versions: readonly TermsVersion[]) =>
  [...versions].sort((a, b) => Number(b.inForce) - Number(a.inForce) || b.effective.localeCompare(a.effective))

export function Versions({ versions, chosen }: { versions: readonly TermsVersion[]; chosen: string }) {
  const { t } = useWords()
  return (
    <ul className={css.versions}>
      {ordered(versions).map((v) => (
        <li key={v.version}>
          <Link
            to="/terms"
            search={(now) => ({ ...now, version: v.version })}
            activeOptions={{ includeSearch: true }}
            aria-current={v.version === chosen ? 'true' : undefined}
          >
            <span>
              <b>{v.version}</b> {v.inForce ? <Pill tone="ok">{t('terms.inForce')}</Pill> : null}
            </span>
            <small>
              {t('terms.effective')} <Day date={v.effective} weekday={false} />
            </small>
          </Link>
        </li>
      ))}
    </ul>
  )
}
