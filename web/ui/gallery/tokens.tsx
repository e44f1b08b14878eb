import { useWords } from '../../i18n/use-words.ts'
import look from '../look.css?raw'
import { contrastOf, PAIRINGS, tokensIn } from './contrast.ts'
import css from './gallery.module.css'
import { Part } from './pieces.tsx'

const tokens = tokensIn(look)

const ratioOf = (on: string, under: string, theme: 'light' | 'dark') =>
  contrastOf(tokens.get(on)?.[theme] ?? '#000', tokens.get(under)?.[theme] ?? '#000').toFixed(1)

/** The colours by name, and every pair that the screens set on each other with its contrast in both themes. */
export function Colours() {
  const { t } = useWords()
  return (
    <Part title={t('gallery.tokens')} wide>
      <ul className={css.swatches}>
        {[...tokens.keys()].map((name) => (
          <li key={name}>
            <i style={{ background: `var(--${name})` }} />
            <code>{name}</code>
          </li>
        ))}
      </ul>
      <ul className={css.pairs}>
        {PAIRINGS.filter((p) => p.use === 'text').map(({ on, under }) => (
          <li key={`${on} ${under}`} style={{ color: `var(--${on})`, background: `var(--${under})` }}>
            <span>
              {on} / {under}
            </span>
            <b>
              {ratioOf(on, under, 'light')} · {ratioOf(on, under, 'dark')}
            </b>
          </li>
        ))}
      </ul>
    </Part>
  )
}

/** The sizes of letters, each with both languages and figures. */
export function Letters() {
  const { t } = useWords()
  return (
    <Part title={t('gallery.type')}>
      <div className={css.letters}>
        <p style={{ fontSize: 22, fontWeight: 700 }}>{t('gallery.sample')}</p>
        <p style={{ fontSize: 14, fontWeight: 700 }}>{t('gallery.sample')}</p>
        <p>{t('gallery.sample')}</p>
        <p className="quiet">{t('gallery.sample')}</p>
        <p className="small quiet">{t('gallery.sample')}</p>
        <p style={{ fontFamily: 'var(--mono)' }}>{t('gallery.sample')}</p>
      </div>
    </Part>
  )
}
