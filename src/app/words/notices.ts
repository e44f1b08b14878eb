/** What people are told of, in words that are made when they are read: the title of a line, and what it says. */
import type { Sentence } from './sentence.ts'

export const NOTICE_KINDS = [
  'session-booked',
  'session-moved',
  'session-cancelled',
  'session-completed',
  'contract-opened',
  'contract-changed',
  'contract-ending',
  'allowance-low',
  'allowance-lapsing',
  'offer-sent',
  'offer-declined',
  'member-joined',
  'adjustment-waiting',
  'hand-over',
  'new-browser',
  'second-factor',
] as const
export type NoticeKind = (typeof NOTICE_KINDS)[number]

/** One line, which is a letter's subject too. */
export const NOTICE_TITLES: Record<NoticeKind, Sentence> = {
  'session-booked': { ja: '予定が入りました：{kind}', en: 'Booked: {kind}' },
  'session-moved': { ja: '日時が変わりました：{kind}', en: 'Moved: {kind}' },
  'session-cancelled': { ja: '取り消されました：{kind}', en: 'Cancelled: {kind}' },
  'session-completed': { ja: '実施を記録しました：{kind}', en: 'Recorded as held: {kind}' },
  'contract-opened': { ja: 'ご契約を登録しました：{plan}', en: 'Contract opened: {plan}' },
  'contract-changed': { ja: 'ご契約の内容が変わりました：{plan}', en: 'Contract changed: {plan}' },
  'contract-ending': {
    ja: '契約の終了まであと{days}日：{plan}',
    en: '{days, plural, one {# day} other {# days}} until the contract ends: {plan}',
  },
  'allowance-low': { ja: '{allowance}の{share}%を使いました', en: '{share}% of {allowance} is used' },
  'allowance-lapsing': {
    ja: '{allowance}が{left}残ったまま、まもなく失効します',
    en: '{left} of {allowance} will soon lapse unused',
  },
  'offer-sent': { ja: 'ご提案が届いています：{offer}', en: 'An offer waits for your answer: {offer}' },
  'offer-declined': { ja: 'ご提案が辞退されました：{offer}', en: 'An offer was declined: {offer}' },
  'member-joined': { ja: '招待した方が参加しました', en: 'An invitation was accepted' },
  'adjustment-waiting': { ja: '枠の調整が承認を待っています', en: 'An adjustment waits for approval' },
  'hand-over': { ja: '担当の引き継ぎがあります', en: 'Work was handed over to you' },
  'new-browser': { ja: '新しい端末からサインインがありました', en: 'Signed in from a new device' },
  'second-factor': { ja: 'サインインの方法が変わりました', en: 'How you sign in was changed' },
}

const ACCOUNT_JA = '{accountGiven, select, yes {{account}。} other {}}'
const ACCOUNT_EN = '{accountGiven, select, yes {{account}. } other {}}'

/** What happened, to whom, and until when something can be done. */
export const NOTICE_BODIES: Record<NoticeKind, Sentence> = {
  'session-booked': {
    ja: `${ACCOUNT_JA}{start}から{minutes}、{place}。`,
    en: `${ACCOUNT_EN}{start}, {minutes}, {place}.`,
  },
  'session-moved': {
    ja: `${ACCOUNT_JA}新しい日時は{start}から{minutes}、{place}です。`,
    en: `${ACCOUNT_EN}It is now on {start}, {minutes}, {place}.`,
  },
  'session-cancelled': {
    ja: `${ACCOUNT_JA}{start}からの予定は行いません。`,
    en: `${ACCOUNT_EN}What was to be on {start} does not take place.`,
  },
  'session-completed': {
    ja: `${ACCOUNT_JA}{start}から、実施時間は{minutes}でした。`,
    en: `${ACCOUNT_EN}On {start}, it took {minutes}.`,
  },
  'contract-opened': {
    ja: `${ACCOUNT_JA}期間は{from}からです。`,
    en: `${ACCOUNT_EN}It runs from {from}.`,
  },
  'contract-changed': {
    ja: `${ACCOUNT_JA}{changeId, select, end {終了の手続きが行われました。} order {追加のお申し込みがありました。} project {設定の作業が始まりました。} other {内容をご確認ください。}}`,
    en: `${ACCOUNT_EN}{changeId, select, end {Its end was agreed.} order {Something was ordered with it.} project {A set-up project was started.} other {Please look at what changed.}}`,
  },
  'contract-ending': {
    ja: `${ACCOUNT_JA}最終日は{last}です。使い切れない枠は失効します。`,
    en: `${ACCOUNT_EN}Its last day is {last}. What is not used by then lapses.`,
  },
  'allowance-low': {
    ja: `${ACCOUNT_JA}残りは{left}、{last}までお使いいただけます。`,
    en: `${ACCOUNT_EN}{left} is left until {last}.`,
  },
  'allowance-lapsing': {
    ja: `${ACCOUNT_JA}{last}を過ぎると失効し、繰り越しはありません。`,
    en: `${ACCOUNT_EN}It lapses after {last} and is not carried over.`,
  },
  'member-joined': {
    ja: `${ACCOUNT_JA}役割と期間をご確認ください。`,
    en: `${ACCOUNT_EN}Please look at the roles and dates.`,
  },
  'offer-sent': {
    ja: `${ACCOUNT_JA}お返事の期限は{lastDay}です。画面で内容をご確認のうえ、承諾または辞退をお知らせください。`,
    en: `${ACCOUNT_EN}Please answer until {lastDay}: read it on the page, then accept or decline.`,
  },
  'offer-declined': {
    ja: `${ACCOUNT_JA}理由が添えられている場合は、契約の画面でご覧いただけます。`,
    en: `${ACCOUNT_EN}A reason, where one was given, stands with the contracts.`,
  },
  'adjustment-waiting': {
    ja: `${ACCOUNT_JA}{allowance}を{minutes}調整する申請です。申請した人とは別の方の承認が必要です。`,
    en: `${ACCOUNT_EN}It is about {minutes} of {allowance}. Somebody other than who asked must approve it.`,
  },
  'hand-over': {
    ja: `${ACCOUNT_JA}引き継いだ契約と予定をご確認ください。`,
    en: `${ACCOUNT_EN}Please look at the contracts and sessions that are yours now.`,
  },
  'new-browser': {
    ja: '{at}、{browser}。お心当たりがなければ、パスワードを変え、ほかのサインインを終わらせてください。',
    en: '{at}, {browser}. If it was not you, change your password and end the other sign-ins.',
  },
  'second-factor': {
    ja: '{at}、{changeId, select, added {確認の手段が追加されました。} removed {確認の手段が外されました。} password {パスワードが変更されました。} other {設定が変わりました。}}お心当たりがなければ、すぐに管理者へご連絡ください。',
    en: '{at}. {changeId, select, added {A way to confirm it is you was added.} removed {A way to confirm it is you was removed.} password {The password was changed.} other {A setting was changed.}} If it was not you, tell your administrator at once.',
  },
}

/** Words of letters and messages around what they tell. */
export const LETTER_WORDS: Record<'digest-daily' | 'digest-weekly' | 'digest-lead' | 'digest-more' | 'test', Sentence> =
  {
    'digest-daily': {
      ja: '【伴走】{date}のお知らせ（{count}件）',
      en: 'Bansou on {date}: {count, plural, one {# notice} other {# notices}}',
    },
    'digest-weekly': {
      ja: '【伴走】今週のお知らせ（{count}件）',
      en: 'Bansou this week: {count, plural, one {# notice} other {# notices}}',
    },
    'digest-lead': { ja: '前回からのお知らせをまとめてお届けします。', en: 'What happened since the last letter.' },
    'digest-more': {
      ja: 'ほか{count}件は画面でご覧ください。',
      en: '{count, plural, one {One more stands} other {# more stand}} on the page.',
    },
    test: { ja: '伴走からの試しのお知らせです。', en: 'A test message from Bansou.' },
  }

export const UNNAMED_BROWSER: Sentence = { ja: '不明な端末', en: 'an unknown device' }
