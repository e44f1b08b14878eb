/** What an invitation says. It names companies and no person, and its link stands behind `#`. */
import type { Side } from '../../kernel/access.ts'
import type { Language } from '../../kernel/route.ts'

export type InvitationFacts = {
  vendor: string
  /** The customer or partner that the person is asked into; null: the vendor itself. */
  company: string | null
  side: Side
  days: number
  link: string
}

const JA = ({ vendor, company, days, link }: InvitationFacts) => ({
  subject: `${vendor}へのご招待`,
  text: [
    company === null
      ? `${vendor}の担当者として招待されました。`
      : `${vendor}のサービスに、${company}の一員として招待されました。`,
    '次のリンクを開いて、お名前とパスワードを設定してください。すでにサインインをお持ちの場合は、サインインすると追加されます。',
    link,
    `リンクは${days}日間、1回だけ使えます。お心当たりがない場合は、このメールを破棄してください。何も登録されません。`,
  ].join('\n\n'),
})

const EN = ({ vendor, company, days, link }: InvitationFacts) => ({
  subject: `Your invitation to ${vendor}`,
  text: [
    company === null
      ? `You have been invited to work with ${vendor}.`
      : `You have been invited to the service of ${vendor} as one of ${company}.`,
    'Please open this link and choose your name and password. If you can sign in already, signing in adds this to what you have.',
    link,
    `The link works once, for ${days} days. If you did not expect this, please throw it away; nothing is recorded about you.`,
  ].join('\n\n'),
})

export const invitationLetter = (language: Language, facts: InvitationFacts): { subject: string; text: string } =>
  language === 'ja' ? JA(facts) : EN(facts)
