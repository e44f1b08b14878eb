/** What is said of a refusal, a warning or a charge where no rule has a sentence of its own for it. */
import type { ChargeKind, Finding, RefusalCode, WarningCode } from '../../kernel/decision.ts'
import type { Sentence } from './sentence.ts'

export const REFUSALS: Record<RefusalCode, Sentence> = {
  'outside-period': { ja: 'ご契約の期間外です。', en: 'This is outside the period of the contract.' },
  'requires-acceptance': { ja: '約款への同意が必要です。', en: 'The terms must be accepted first.' },
  'requires-plan-or-add-on': {
    ja: '対象となるプランまたは追加プランのご契約が必要です。',
    en: 'This needs a plan or an add-on that includes it.',
  },
  'requires-order': { ja: '先に必要なお申し込みがありません。', en: 'The order that this builds on is missing.' },
  'requires-tenant': { ja: '接続先を指定してください。', en: 'Please name the system to connect.' },
  'requires-earlier-contract': {
    ja: 'すでにご契約のあるお客様向けのサービスです。',
    en: 'This is for customers who already have, or had, a contract.',
  },
  'requires-period': { ja: '期間を指定してください。', en: 'Please state the period.' },
  retired: { ja: 'このサービスの提供は終了しました。', en: 'This service is no longer offered.' },
  overlaps: { ja: 'すでにあるものと期間が重なっています。', en: 'This overlaps with something that already runs.' },
  'already-used': { ja: 'すでにご利用済みです。', en: 'This has already been used.' },
  'wrong-state': { ja: '現在の状態ではこの操作を行えません。', en: 'This cannot be done in the present state.' },
  'kind-not-included': { ja: 'この種類の支援は含まれていません。', en: 'This kind of support is not included.' },
  'requires-step': { ja: '先に済ませる手順があります。', en: 'Another step must come first.' },
  'channel-not-included': {
    ja: 'この方法・場所での支援は含まれていません。',
    en: 'Support by this way or at this place is not included.',
  },
  'session-too-long': { ja: '1 回の上限時間を超えています。', en: 'This is longer than one session may be.' },
  'language-not-supported': {
    ja: 'この言語での対応は含まれていません。',
    en: 'Support in this language is not included.',
  },
  'outside-hours': { ja: '対応時間の外です。', en: 'This is outside the service hours.' },
  'crosses-hours': { ja: '対応時間をはみ出しています。', en: 'This runs past the service hours.' },
  'not-a-business-day': { ja: '営業日ではありません。', en: 'This is not a business day.' },
  'in-the-past': { ja: '開始日時を過ぎています。', en: 'The start has already passed.' },
  'allowance-exceeded': { ja: '残りの枠が足りません。', en: 'Not enough is left of the allowance.' },
  'staff-busy': { ja: '担当者に別の予定があります。', en: 'The person in charge is engaged at that time.' },
  'desk-closed': { ja: '窓口の受付時間外です。', en: 'The desk is closed at that time.' },
  'out-of-scope': { ja: '窓口でお受けできる内容ではありません。', en: 'The desk does not take this subject.' },
  'setting-not-supported': {
    ja: 'この設定での取り込みはお受けできません。',
    en: 'Cards with this setting are not taken in.',
  },
  'too-far': { ja: '訪問できる範囲を超えています。', en: 'This is farther than our staff can travel.' },
  'name-card-required': { ja: 'お名前カードの同封が必要です。', en: 'The kit needs its name card.' },
  'slip-missing': { ja: '授受票への署名が済んでいません。', en: 'The transfer slip is not signed yet.' },
  'cards-unaccounted': { ja: '枚数の合わない名刺があります。', en: 'Some cards are not accounted for.' },
  'no-refund': { ja: '返金の対象ではありません。', en: 'This is not refunded.' },
  'not-permitted': { ja: 'この操作を行う権限がありません。', en: 'You do not have the right to do this.' },
  'unknown-reference': { ja: '指定されたものが見つかりません。', en: 'What you refer to does not exist.' },
}

export const WARNINGS: Record<WarningCode, Sentence> = {
  'no-hours-left': { ja: '使える時間が残っていません。', en: 'No hours are left to use.' },
  'deadline-past': { ja: '変更・取り消しの期限を過ぎています。', en: 'The deadline for changes has passed.' },
  'custody-over-two-weeks': {
    ja: '名刺のお預かりが 2 週間を超えています。',
    en: 'Cards have been with us for more than two weeks.',
  },
  'estimate-exceeded': { ja: '見積もりの枚数を超えています。', en: 'There are more cards than estimated.' },
  subcontracted: { ja: '委託先の担当者が実施します。', en: 'A subcontractor will carry this out.' },
}

export const CHARGE_NAMES: Record<ChargeKind, Sentence> = {
  'service-fee': { ja: 'サービス料金', en: 'service fee' },
  'travel-expense': { ja: '出張費', en: 'travel expenses' },
  'language-surcharge': { ja: '外国語対応の追加料金', en: 'language surcharge' },
  'extension-month': { ja: '延長料金（1か月）', en: 'extension by one month' },
  'cancellation-fee': { ja: '取消料', en: 'cancellation fee' },
  'change-fee': { ja: '変更料', en: 'change fee' },
  'data-conversion': { ja: 'データ化料金', en: 'data conversion' },
}

/** A charge in one phrase; its amount may not be known before the work is done. */
export const CHARGE_PHRASE: Sentence = {
  ja: '{amountGiven, select, yes {{charge} {amount}} other {{charge} 実費または別途お見積もり}}',
  en: '{amountGiven, select, yes {{charge}, {amount}} other {{charge}, at cost or as quoted}}',
}

/** Added to a broken line that names what would make it possible. */
export const REMEDY: Sentence = {
  ja: '{remedies}であればご利用いただけます。',
  en: 'It is possible with {remedies}.',
}

export const VERDICTS: Record<Finding['verdict'], Sentence> = {
  holds: { ja: '条件を満たしています。', en: 'This condition is met.' },
  broken: { ja: '条件を満たしていません。', en: 'This condition is not met.' },
  draws: { ja: 'ご契約に含まれる枠を使います。', en: 'This draws on what the contract includes.' },
  charges: { ja: '料金がかかります。', en: 'This comes with a charge.' },
  warns: { ja: 'ご確認ください。', en: 'Please note this.' },
}
