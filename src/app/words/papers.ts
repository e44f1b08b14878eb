/** What papers say: the confirmation of a contract and the record of its use. */
import type { WindowRule } from '../../terms/index.ts'
import type { Sentence } from './sentence.ts'

export const PAPER_WORDS = {
  number: { ja: '番号', en: 'No.' },
  issued: { ja: '発行日', en: 'Issued' },
  addressed: { ja: '{name} 御中', en: 'To {name}' },
  confirmation: { ja: '契約内容確認書', en: 'Confirmation of contract' },
  usage: { ja: '利用実績', en: 'Record of use' },

  plan: { ja: 'プラン', en: 'Plan' },
  planFrom: { ja: '{plan}（{date}から）', en: '{plan} (from {date})' },
  period: { ja: '契約期間', en: 'Period' },
  from: { ja: '{date}から（期限なし）', en: 'From {date}, without an end' },
  span: { ja: '{from} ～ {last}', en: '{from} – {last}' },
  renews: {
    ja: '{from}から。契約年度は{last}まで。終了のお申し出がない限り更新されます。',
    en: 'From {from}; the present contract year ends on {last} and is renewed unless notice is given.',
  },
  noticeGiven: { ja: '終了のお申し出を{date}に承りました。', en: 'Notice was given on {date}.' },
  options: { ja: 'オプション', en: 'Options' },
  none: { ja: 'なし', en: 'None' },
  office: { ja: '担当拠点', en: 'Office' },
  responsible: { ja: '担当者', en: 'Contact' },
  terms: { ja: '約款', en: 'Terms' },
  termsVersion: { ja: '{version}版', en: 'Version {version}' },

  included: { ja: 'このプランに含まれるもの', en: 'What the plan includes' },
  includedIn: { ja: '含まれるもの：{phase}', en: 'What is included: {phase}' },
  item: { ja: '内容', en: 'Item' },
  figure: { ja: '数量・範囲', en: 'Figure' },
  trips: { ja: '遠方へのご訪問', en: 'Journeys outside the home areas' },
  places: { ja: '{kind}の場所', en: '{kind}: places' },
  languages: { ja: '対応言語', en: 'Languages' },
  hours: { ja: '対応時間', en: 'Service hours' },

  orders: { ja: 'お申し込みいただいたもの', en: 'Add-ons ordered' },
  noOrders: { ja: 'お申し込みはありません。', en: 'Nothing has been ordered besides.' },
  order: { ja: '名称', en: 'Add-on' },
  covers: { ja: '期間', en: 'Period' },
  untilDelivered: { ja: '実施まで', en: 'Until delivered' },

  charges: { ja: '料金', en: 'Charges' },
  noCharges: { ja: '料金の記録はありません。', en: 'No charge is on record.' },
  chargeItem: { ja: '項目', en: 'Item' },
  amount: { ja: '金額', en: 'Amount' },
  date: { ja: '日付', en: 'Date' },
  amountOpen: { ja: '別途お見積もりのとおり', en: 'As quoted separately' },
  taxNote: { ja: '金額は税抜です。', en: 'Amounts are without tax.' },

  accepted: { ja: '承諾の記録', en: 'Acceptance on record' },
  acceptedNone: { ja: '承諾の記録はありません。', en: 'No acceptance is on record.' },
  what: { ja: '対象', en: 'For' },
  version: { ja: '約款の版', en: 'Version' },
  when: { ja: '日時', en: 'When' },
  who: { ja: '承諾した方', en: 'By' },
  consentExpress: { ja: '明示の同意', en: 'express consent' },
  consentDeemed: { ja: 'ご利用による同意', en: 'consent by use' },

  window: { ja: '期間', en: 'Window' },
  granted: { ja: '枠', en: 'Granted' },
  used: { ja: '使用', en: 'Used' },
  held: { ja: '予約', en: 'Booked' },
  lapsed: { ja: '失効', en: 'Lapsed' },
  left: { ja: '残り', en: 'Left' },
  noUse: { ja: 'まだ使える枠がありません。', en: 'There is no allowance yet.' },
  total: { ja: '合計', en: 'Total' },
  lines: { ja: '内訳', en: 'Details' },
  moved: { ja: '増減', en: 'Change' },
  detail: { ja: '内容', en: 'What' },
  noLines: { ja: 'この枠の記録はまだありません。', en: 'Nothing has been drawn yet.' },
  adjusted: { ja: '調整', en: 'Correction' },
  lapsedLine: { ja: '期間終了による失効', en: 'Lapsed at the end of the window' },
  carried: { ja: 'プラン変更による引き継ぎ', en: 'Carried over at a change of plan' },
  session: { ja: '{kind}（{place}）', en: '{kind} ({place})' },

  clauseNote: {
    ja: '朱色の印は根拠となる約款の条項番号です。本書は発行日時点の記録にもとづいて作成しています。',
    en: 'The red marks name the clauses of the terms that each line rests on. This paper shows what was on record on the day of issue.',
  },
} as const satisfies Record<string, Sentence>

export type PaperWord = keyof typeof PAPER_WORDS

/** How long a figure serves. */
export const WINDOW_WORDS: Record<WindowRule, Sentence> = {
  phase: { ja: '{amount}（この段階を通して）', en: '{amount} over the whole phase' },
  'service-month': { ja: '{amount}／月（契約開始日を起点とする1か月）', en: '{amount} each month from the start day' },
  'calendar-month': { ja: '{amount}／暦月', en: '{amount} each calendar month' },
  'contract-year': { ja: '{amount}／契約年度', en: '{amount} each contract year' },
  order: { ja: '{amount}（お申し込みごと）', en: '{amount} for the order' },
}

export const PHASE_WORDS = {
  onboarding: { ja: '導入期', en: 'onboarding' },
  success: { ja: '活用期', en: 'success' },
} as const satisfies Record<string, Sentence>

/** Weekdays from 0 = Sunday. */
export const WEEKDAY_WORDS: Record<'ja' | 'en', readonly string[]> = {
  ja: ['日', '月', '火', '水', '木', '金', '土'],
  en: ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'],
}
