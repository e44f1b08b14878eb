import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import {
  type DocumentKind,
  makePaper,
  type Paper,
  paperAddress,
  usePapers,
  useRefreshAgreements,
} from '../../api/agreements.ts'
import { ApiProblem } from '../../api/client.ts'
import type { Account, Contract } from '../../api/types.ts'
import { useWords } from '../../i18n/use-words.ts'
import { LANGUAGES, type Language } from '../../i18n/words.ts'
import { Button, buttonClass } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { Icon } from '../../ui/icon.tsx'
import { useMay, useNames } from '../../ui/me-context.ts'
import { Empty, Shown } from '../../ui/states.tsx'
import { Span, When } from '../../ui/times.tsx'
import { useTitle } from '../../ui/use-title.ts'
import { useOwnAccount, useOwnId } from '../account/own-account.ts'
import { Choice } from '../choice.tsx'
import { PageHead } from '../page-head.tsx'
import css from './documents.module.css'

const KINDS: readonly DocumentKind[] = ['confirmation', 'usage']
const OWN_NAMES: Record<Language, string> = { ja: '日本語', en: 'English' }

function Links({ paper }: { paper: Paper }) {
  const { t } = useWords()
  const { id, number } = paper
  return (
    <span className={css.links}>
      <a
        href={paperAddress(id, true)}
        target="_blank"
        rel="noreferrer"
        className={buttonClass({ size: 'small' })}
        aria-label={t('portal.documents.openOf', { number })}
      >
        {t('portal.documents.open')}
      </a>
      <a
        href={paperAddress(id, false)}
        download
        className={buttonClass({ size: 'small' })}
        aria-label={t('portal.documents.saveOf', { number })}
      >
        <Icon name="save" size={14} />
        {t('portal.documents.save')}
      </a>
    </span>
  )
}

/** One kind of paper of one contract: issued as of now, or given again where nothing has changed. */
function Making({ kind, contract, language }: { kind: DocumentKind; contract: Contract; language: Language }) {
  const { t } = useWords()
  const refresh = useRefreshAgreements()
  const making = useMutation({
    mutationFn: () => makePaper({ kind, contractId: contract.id, language }),
    onSuccess: () => refresh(),
  })
  const made = making.data
  return (
    <li className={css.kind}>
      <div>
        <b>{t(`portal.documents.kind.${kind}`)}</b>
        <p className={css.quiet}>{t(`portal.documents.about.${kind}`)}</p>
      </div>
      <Button
        busy={making.isPending}
        onClick={() => making.mutate()}
        aria-label={`${t(`portal.documents.kind.${kind}`)}: ${t('portal.documents.make')}`}
      >
        {t('portal.documents.make')}
      </Button>
      <div role="status" className={css.said}>
        {made && made.language === language ? (
          <>
            <span>{t(made.isNew ? 'portal.documents.made' : 'portal.documents.same', { number: made.number })}</span>
            <Links paper={made} />
          </>
        ) : null}
        {making.error ? (
          <span className={css.fault}>{making.error instanceof ApiProblem ? making.error.detail : t('error.bug')}</span>
        ) : null}
      </div>
    </li>
  )
}

function Issue({ account }: { account: Account }) {
  const { t, language: shown } = useWords()
  const names = useNames()
  const [language, setLanguage] = useState<Language>(shown)
  const contracts = [...account.contracts].sort((a, b) => b.period.from.localeCompare(a.period.from))
  if (contracts.length === 0)
    return (
      <Card flush>
        <Empty title={t('portal.documents.none')}>{t('portal.documents.noContract')}</Empty>
      </Card>
    )
  return (
    <>
      <Choice
        look="halves"
        legend={t('portal.documents.language')}
        value={language}
        onChange={(value) => setLanguage(value as Language)}
        options={LANGUAGES.map((l) => ({ value: l, label: <span lang={l}>{OWN_NAMES[l]}</span> }))}
      />
      {contracts.map((c) => (
        <Card key={c.id} title={names.plan(c.plan)} aside={<Span {...c.period} />} flush>
          <ul>
            {KINDS.map((kind) => (
              <Making key={kind} kind={kind} contract={c} language={language} />
            ))}
          </ul>
        </Card>
      ))}
    </>
  )
}

function Issued({ papers }: { papers: readonly Paper[] }) {
  const { t } = useWords()
  if (papers.length === 0) return <Empty title={t('portal.documents.none')}>{t('portal.documents.noneText')}</Empty>
  return (
    <ul>
      {papers.map((p) => (
        <li key={p.id} className={css.paper}>
          <div>
            <b>{t(`portal.documents.kind.${p.kind}`)}</b>
            <p className={css.quiet}>
              <When at={p.madeAt} /> · {p.number} · <span lang={p.language}>{OWN_NAMES[p.language]}</span> ·{' '}
              {t('portal.documents.pages', { pages: p.pages })}
            </p>
          </div>
          <Links paper={p} />
        </li>
      ))}
    </ul>
  )
}

/** Papers: what can be issued of each contract, and every one that was, as it was. */
export default function DocumentsPage() {
  const { t } = useWords()
  const account = useOwnAccount()
  const papers = usePapers(useOwnId())
  const mayMake = useMay('documents.make')
  useTitle(t('portal.documents.title'))
  return (
    <>
      <PageHead title={t('portal.documents.title')} />
      <div className={css.page}>
        <p className={css.quiet}>{t('portal.documents.lead')}</p>
        {mayMake ? (
          <Shown of={account} lines={5}>
            {(data) => <Issue account={data} />}
          </Shown>
        ) : null}
        <Card title={t('portal.documents.issued')} flush>
          <Shown of={papers} lines={4}>
            {(all) => <Issued papers={all} />}
          </Shown>
        </Card>
      </div>
    </>
  )
}
