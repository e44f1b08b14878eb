import { Link } from '@tanstack/react-router'
import { useWords } from '../../i18n/use-words.ts'
import { buttonClass } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { Empty } from '../../ui/states.tsx'
import { useTitle } from '../../ui/use-title.ts'

/** An address of another role: nothing of it is asked of the server, which would refuse. */
export function NotYours() {
  const { t } = useWords()
  useTitle(t('portal.notYours.title'))
  return (
    <>
      <h1 className="hidden-text">{t('portal.notYours.title')}</h1>
      <Card flush>
        <Empty
          title={t('portal.notYours.title')}
          action={
            <Link to="/" className={buttonClass({})}>
              {t('portal.notYours.home')}
            </Link>
          }
        >
          {t('portal.notYours.text')}
        </Empty>
      </Card>
    </>
  )
}
