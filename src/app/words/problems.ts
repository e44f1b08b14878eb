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
  'role-ended': { ja: '役割の終了', en: 'Role ended' },
  'second-factor-needed': { ja: '確認コードが必要', en: 'Code needed' },
  'second-factor-missing': { ja: '2 段階認証の設定が必要', en: 'Second factor needed' },
  'code-wrong': { ja: '確認コードの誤り', en: 'Code not right' },
  'passkey-refused': { ja: 'パスキーの確認失敗', en: 'Passkey not accepted' },
  'passkey-elsewhere': { ja: '別のアドレスのパスキー', en: 'Passkey of another address' },
  'bound-to-provider': { ja: '組織のサインインでは不可', en: "Not with an organisation's sign-in" },
  'scope-missing': { ja: 'キーの範囲外', en: 'Outside the scope' },
  'link-unknown': { ja: '無効なリンク', en: 'Unknown link' },
  'link-used': { ja: '使用済みのリンク', en: 'Link used already' },
  'link-expired': { ja: '期限切れのリンク', en: 'Link expired' },
  'sign-in-first': { ja: '先にサインインが必要', en: 'Sign in first' },
  'link-of-another': { ja: '別の方へのリンク', en: 'Link for somebody else' },
  'already-member': { ja: '登録済みの担当者', en: 'Already a member' },
  'already-invited': { ja: '招待済み', en: 'Already invited' },
  'last-administrator': { ja: '最後の管理者', en: 'Last administrator' },
  'own-last-role': { ja: 'ご自身の最後の管理権限', en: 'Your own last role' },
  'role-is-over': { ja: '終了した役割', en: 'Role is over' },
  'handover-open': { ja: '引き継ぎ先が未定', en: 'Not everything is handed over' },
  'not-permitted': { ja: '権限なし', en: 'Not permitted' },
  'read-only-view': { ja: '閲覧のみ', en: 'Looking only' },
  'unknown-reference': { ja: '該当なし', en: 'Unknown reference' },
  'already-exists': { ja: '登録済み', en: 'Already exists' },
  'stale-version': { ja: '更新の競合', en: 'Changed in the meantime' },
  'idempotency-key-reused': { ja: '再送キーの重複', en: 'Idempotency key reused' },
  'too-many-requests': { ja: '回数の超過', en: 'Too many requests' },
  unavailable: { ja: '一時的に利用不可', en: 'Temporarily unavailable' },
  'no-databases': { ja: 'シナリオ用のデータベースなし', en: 'No database to play on' },
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
    ja: '送信された内容が大きすぎます。{megabytes} MB までにしてください。',
    en: 'The content is too large. Please send at most {megabytes} MB.',
  },
  'not-signed-in': {
    ja: 'サインインしていないか、サインインの期限が切れています。もう一度サインインしてください。',
    en: 'You are not signed in, or your sign-in has expired. Please sign in again.',
  },
  'not-signed-in:password': {
    ja: 'メールアドレスまたはパスワードが違います。',
    en: 'The e-mail address or the password is not right.',
  },
  'role-ended': {
    ja: 'この組織での役割が終了したため、サインインできません。必要な場合は、組織の管理者にご連絡ください。',
    en: 'Your role in this organisation has ended, so you can no longer sign in. Please ask its administrator if you still need it.',
  },
  'second-factor-needed': {
    ja: '続けるには、確認コードを入力してください。',
    en: 'Please enter the code of your second factor to go on.',
  },
  'second-factor-missing': {
    ja: '続けるには、先に 2 段階認証を設定してください。',
    en: 'Please set up a second factor first to go on.',
  },
  'code-wrong': {
    ja: 'コードが違うか、すでに使われています。新しいコードを入力してください。',
    en: 'The code is not right, or was used already. Please enter the next one.',
  },
  'passkey-refused': {
    ja: 'このパスキーを確認できませんでした。もう一度お試しになるか、パスワードでサインインしてください。',
    en: 'This passkey could not be verified. Please try again, or sign in with your password.',
  },
  'passkey-elsewhere': {
    ja: '別のアドレスで使われたパスキーのため、受け付けませんでした。アドレス欄をご確認ください。',
    en: 'This passkey was used at another address and was not accepted. Please check the address bar.',
  },
  'bound-to-provider': {
    ja: '組織のサインインで入っている間は、この操作はできません。パスワードまたはパスキーでサインインしてください。',
    en: "This cannot be done while signed in through an organisation's provider. Please sign in with your password or a passkey.",
  },
  'scope-missing': {
    ja: 'このキーまたはリンクには、この操作の範囲が与えられていません。',
    en: 'This key or link was not given the scope for this.',
  },
  'link-unknown': {
    ja: 'このリンクは無効です。取り消されたか、アドレスが途中で切れている可能性があります。',
    en: 'This link is not valid. It may have been withdrawn, or its address may be cut short.',
  },
  'link-used': {
    ja: 'このリンクはすでに使われています。サインインしてください。',
    en: 'This link was used already. Please sign in.',
  },
  'link-expired': {
    ja: 'このリンクの期限が切れています。新しいリンクを依頼してください。',
    en: 'This link has expired. Please ask for a new one.',
  },
  'sign-in-first': {
    ja: 'このメールアドレスはすでに登録されています。サインインしてから、もう一度リンクを開いてください。',
    en: 'This address can sign in already. Please sign in and open the link again.',
  },
  'link-of-another': {
    ja: 'このリンクは、サインイン中の方とは別のメールアドレスへの招待です。招待を受けたアドレスでサインインしてください。',
    en: 'This link was sent to another address than the one you are signed in with. Please sign in with the invited address.',
  },
  'already-member': {
    ja: 'この方は、すでにこの組織に登録されています。役割の追加は一覧から行ってください。',
    en: 'This person belongs to the organisation already. Please add roles from the list.',
  },
  'already-invited': {
    ja: 'この方は、すでに招待されています。一覧から招待を送り直せます。',
    en: 'This person has been invited already. You can send the invitation again from the list.',
  },
  'last-administrator': {
    ja: '管理者がいなくなるため、この役割は終了できません。先に別の方を管理者にしてください。',
    en: 'This would leave nobody as administrator. Please make somebody else administrator first.',
  },
  'own-last-role': {
    ja: 'ご自身を管理する最後の役割は、ご自身では終了できません。ほかの管理者に依頼してください。',
    en: 'You cannot end your own last role with which people are managed. Please ask another administrator.',
  },
  'role-is-over': {
    ja: 'この役割はすでに終了しています。新しい役割として追加してください。',
    en: 'This role is over. Please give it again as a new one.',
  },
  'handover-open': {
    ja: '引き継ぎ先の決まっていないものが {count} 件あります。それぞれの引き継ぎ先を選んでください。',
    en: '{count, plural, one {One thing has nobody to go to.} other {# things have nobody to go to.}} Please choose who takes over each of them.',
  },
  'not-permitted': {
    ja: 'この操作を行う権限がありません。',
    en: 'You do not have the right to do this.',
  },
  'read-only-view': {
    ja: 'お客様画面を閲覧している間は、変更や予約の操作はできません。',
    en: "While looking at a customer's portal, nothing can be changed or booked.",
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
  'no-databases': {
    ja: 'シナリオは専用のデータベースで動かしますが、接続先の PostgreSQL ではデータベースを作れません。管理者に、接続する役割への CREATEDB 権限の追加をご依頼ください。',
    en: 'A scenario is played on a database of its own, and this PostgreSQL does not let us make one. Please ask its administrator to give the role that we connect as the right CREATEDB.',
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
  'unsupported-media-type:file': {
    ja: 'ここにはファイルをそのまま送ってください（text/csv、application/octet-stream など）。',
    en: 'Please send a file as it is here, such as text/csv or application/octet-stream.',
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
