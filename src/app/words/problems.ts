/** Requests that could not be judged: a title that names the kind, a sentence that says what to do. */
import type { ProblemCode } from '../../kernel/failure.ts'
import type { Sentence } from './sentence.ts'

/** Codes that the HTTP layer answers with besides those that the rooms throw. */
export type AnswerCode = ProblemCode | 'charges-not-accepted'

export const PROBLEM_TITLES: Record<AnswerCode | 'refused', Sentence> = {
  'malformed-body': { ja: '読み取れない内容', en: 'Unreadable content' },
  'invalid-field': { ja: '入力内容の誤り', en: 'Invalid input' },
  'body-too-large': { ja: '大きすぎる内容', en: 'Content too large' },
  'not-signed-in': { ja: 'サインインが必要', en: 'Not signed in' },
  'not-permitted': { ja: '権限なし', en: 'Not permitted' },
  'unknown-reference': { ja: '該当なし', en: 'Unknown reference' },
  'already-exists': { ja: '登録済み', en: 'Already exists' },
  'stale-version': { ja: '更新の競合', en: 'Changed in the meantime' },
  'idempotency-key-reused': { ja: '再送キーの重複', en: 'Idempotency key reused' },
  'too-many-requests': { ja: '回数の超過', en: 'Too many requests' },
  unavailable: { ja: '一時的に利用不可', en: 'Temporarily unavailable' },
  'method-not-allowed': { ja: '使えないメソッド', en: 'Method not allowed' },
  'unsupported-media-type': { ja: '対応していない形式', en: 'Unsupported media type' },
  'not-found': { ja: 'ページなし', en: 'Not found' },
  internal: { ja: '内部エラー', en: 'Internal error' },
  'charges-not-accepted': { ja: '料金への承諾が必要', en: 'Charges not accepted' },
  refused: { ja: '承れない内容', en: 'Not possible' },
}

/** A key with `:field` is said instead of the plain one where the problem is about that field. */
export const PROBLEM_DETAILS: Record<AnswerCode, Sentence> & Record<string, Sentence> = {
  'malformed-body': {
    ja: '送信された内容を JSON として読み取れませんでした。書式をご確認ください。',
    en: 'The content could not be read as JSON. Please check how it is written.',
  },
  'invalid-field': {
    ja: '{count, plural, other {入力に # か所の誤りがあります。各項目をご確認ください。}}',
    en: '{count, plural, one {One field is not right. Please check it.} other {# fields are not right. Please check each of them.}}',
  },
  'body-too-large': {
    ja: '送信された内容が大きすぎます。1 MB までにしてください。',
    en: 'The content is too large. Please send at most 1 MB.',
  },
  'not-signed-in': {
    ja: 'サインインしていないか、サインインの期限が切れています。もう一度サインインしてください。',
    en: 'You are not signed in, or your sign-in has expired. Please sign in again.',
  },
  'not-signed-in:password': {
    ja: 'メールアドレスまたはパスワードが違います。',
    en: 'The e-mail address or the password is not right.',
  },
  'not-permitted': {
    ja: 'この操作を行う権限がありません。',
    en: 'You do not have the right to do this.',
  },
  'not-permitted:Origin': {
    ja: '別のサイトから送られた操作のため、受け付けませんでした。',
    en: 'This was sent from another site and was not accepted.',
  },
  'not-permitted:staffId': {
    ja: '担当者はこちらで決めます。担当者の指定を外して、もう一度お試しください。',
    en: 'Who comes is for the vendor to say. Please leave the person out and try again.',
  },
  'not-permitted:office': {
    ja: '訪問元の拠点はこちらで決めます。拠点の指定を外して、もう一度お試しください。',
    en: 'From which office somebody comes is for the vendor to say. Please leave the office out and try again.',
  },
  'unknown-reference': {
    ja: '{fieldGiven, select, yes {「{field}」に指定されたものが見つかりません。} other {指定されたものが見つかりません。}}',
    en: '{fieldGiven, select, yes {What “{field}” refers to does not exist.} other {What you refer to does not exist.}}',
  },
  'already-exists': {
    ja: '{fieldGiven, select, yes {「{field}」に指定されたものは、すでに登録されています。} other {同じものがすでに登録されています。}}',
    en: '{fieldGiven, select, yes {What “{field}” names exists already.} other {The same exists already.}}',
  },
  'stale-version': {
    ja: 'ご覧になったあとに内容が更新されています。最新の内容を表示してから、もう一度操作してください。',
    en: 'This was changed after you saw it. Please load it again and repeat what you did.',
  },
  'idempotency-key-reused': {
    ja: '同じ Idempotency-Key が別の内容の操作に使われています。新しいキーで送信してください。',
    en: 'The same Idempotency-Key was used for another request. Please send this one with a new key.',
  },
  'too-many-requests': {
    ja: '短い時間に操作が繰り返されました。{seconds} 秒ほど待ってから、もう一度お試しください。',
    en: 'This was tried too often in a short time. Please wait {seconds} seconds and try again.',
  },
  unavailable: {
    ja: 'ただいまデータベースに接続できません。少し待ってからもう一度お試しください。',
    en: 'The database cannot be reached at the moment. Please try again shortly.',
  },
  'method-not-allowed': {
    ja: 'このアドレスでは {method} を使えません。',
    en: 'This address does not take {method}.',
  },
  'unsupported-media-type': {
    ja: 'Content-Type は application/json にしてください。',
    en: 'Please send the content as application/json.',
  },
  'not-found': {
    ja: 'このアドレスには何もありません。',
    en: 'There is nothing at this address.',
  },
  internal: {
    ja: 'システムの不具合により処理できませんでした。何も変更されていません。番号 {request} を添えてお問い合わせください。',
    en: 'This failed by a fault of the system, and nothing was changed. Please report it with the number {request}.',
  },
  'charges-not-accepted': {
    ja: 'この操作には料金がかかります（{charges}）。内容をご確認のうえ、承諾してください。',
    en: 'This comes with a charge ({charges}). Please check it and accept it to go on.',
  },
}
