import type { FormEvent, ReactNode } from 'react'
import { useWords } from '../../i18n/use-words.ts'
import type { Entry } from '../../i18n/words.ts'
import { Brand } from '../brand.tsx'
import css from '../sign-in.module.css'
import { LanguageSwitch, ThemeSwitch } from '../switches.tsx'
import { useTitle } from '../use-title.ts'

/** One sheet of paper in the middle: all that people who are not signed in see. */
export function Sheet({ entry, children }: { entry: Entry; children: ReactNode }) {
  const { t } = useWords()
  return (
    <main className={css.page}>
      <div className={css.sheet}>
        <header className={css.head}>
          <Brand name={t('app.name')} size={30} />
          {location.pathname.startsWith(`/${entry}`) ? <span>{t(`signIn.for.${entry}`)}</span> : null}
        </header>
        {children}
        <footer className={css.foot}>
          <LanguageSwitch />
          <ThemeSwitch />
        </footer>
      </div>
    </main>
  )
}

type StepProps = {
  title: string
  lead?: ReactNode
  /** What went wrong and belongs to no field. */
  fault?: string | undefined
  onSubmit?: () => void
  children?: ReactNode
}

/** One thing to do on the sheet, with what it is for above it. */
export function SheetStep({ title, lead, fault, onSubmit, children }: StepProps) {
  useTitle(title)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    onSubmit?.()
  }
  const content = (
    <>
      <h1>{title}</h1>
      {lead ? <p className={css.lead}>{lead}</p> : null}
      {fault ? (
        <p role="alert" className={css.alert}>
          {fault}
        </p>
      ) : null}
      {children}
    </>
  )
  return onSubmit ? (
    <form className={css.form} onSubmit={submit} noValidate>
      {content}
    </form>
  ) : (
    <div className={css.form}>{content}</div>
  )
}
