/** What is wrong with one field of a request. */
import type { FieldCode } from '../../kernel/shapes.ts'
import type { Sentence } from './sentence.ts'

export const FIELD_ERRORS: Record<FieldCode, Sentence> = {
  required: { ja: '「{field}」は必須です。', en: '“{field}” is required.' },
  'unknown-field': {
    ja: '「{field}」という項目はありません。',
    en: 'There is no field “{field}” here.',
  },
  'wrong-type': {
    ja: '「{field}」の型が違います。{expected, select, string {文字列} number {数値} int {整数} boolean {true か false} array {配列} object {オブジェクト} other {正しい型}}で指定してください。',
    en: '“{field}” has the wrong type; it must be {expected, select, string {a text} number {a number} int {a whole number} boolean {true or false} array {a list} object {an object} other {of the documented type}}.',
  },
  'wrong-format': {
    ja: '「{field}」の書き方が正しくありません。',
    en: '“{field}” is not written as it should be.',
  },
  'not-zero': { ja: '「{field}」は 0 以外の数で指定してください。', en: '“{field}” must not be 0.' },
  'not-one-of': {
    ja: '{allowedGiven, select, yes {「{field}」は次のいずれかで指定してください: {allowed}。} other {「{field}」に使えない値が指定されています。}}',
    en: '{allowedGiven, select, yes {“{field}” must be one of: {allowed}.} other {“{field}” has a value that is not known here.}}',
  },
  'not-a-date': {
    ja: '「{field}」は 2025-04-14 のような日付で指定してください。',
    en: '“{field}” must be a date written like 2025-04-14.',
  },
  'impossible-date': {
    ja: '「{field}」の日時は実在しません。',
    en: '“{field}” is a date or time that does not exist.',
  },
  'outside-dates': {
    ja: '「{field}」は {earliest} から {latest} までの日付で指定してください。',
    en: '“{field}” must be a day from {earliest} to {latest}.',
  },
  'not-a-time': {
    ja: '「{field}」は 2025-04-14T10:00:00+09:00 のような日時で指定してください。',
    en: '“{field}” must be a date and time written like 2025-04-14T10:00:00+09:00.',
  },
  'needs-time-zone': {
    ja: '「{field}」には時差を付けてください（例: 2025-04-14T10:00:00+09:00）。',
    en: '“{field}” needs an offset from UTC, as in 2025-04-14T10:00:00+09:00.',
  },
  'must-be-whole': {
    ja: '「{field}」は整数で指定してください。',
    en: '“{field}” must be a whole number.',
  },
  'must-be-positive': {
    ja: '「{field}」は 1 以上で指定してください。',
    en: '“{field}” must be 1 or more.',
  },
  'too-small': {
    ja: '「{field}」は {limit} 以上で指定してください。',
    en: '“{field}” must be {limit} or more.',
  },
  'too-big': {
    ja: '「{field}」は {limit} 以下で指定してください。',
    en: '“{field}” must be {limit} or less.',
  },
  'too-short': {
    ja: '「{field}」は {limit} 文字以上で入力してください。',
    en: '{limit, plural, one {“{field}” must not be empty.} other {“{field}” must have # characters or more.}}',
  },
  'too-long': {
    ja: '「{field}」は {limit} 文字以内で入力してください。',
    en: '“{field}” must have {limit} characters or fewer.',
  },
  'too-few': {
    ja: '「{field}」は {limit} 件以上指定してください。',
    en: '“{field}” must have {limit} entries or more.',
  },
  'too-many': {
    ja: '「{field}」は {limit} 件以内で指定してください。',
    en: '“{field}” must have {limit} entries or fewer.',
  },
  'not-an-id': {
    ja: '「{field}」は小文字の UUID で指定してください。',
    en: '“{field}” must be a UUID in lower case.',
  },
  'not-an-email': {
    ja: '「{field}」はメールアドレスの形で入力してください。',
    en: '“{field}” must be an e-mail address.',
  },
  'exactly-one-of': {
    ja: '次のうちちょうど 1 つを指定してください: {fields}。',
    en: 'Exactly one of these must be given: {fields}.',
  },
  'until-before-from': {
    ja: '「{field}」は開始より後にしてください。',
    en: '“{field}” must be later than the start.',
  },
  'not-a-time-of-day': {
    ja: '「{field}」は 09:30 のような時刻で指定してください。',
    en: '“{field}” must be a time of day written like 09:30.',
  },
  'zero-length': {
    ja: '「{field}」は開始と同じ時刻です。長さのある時間帯を指定してください。',
    en: '“{field}” is the same time as the start. Please give a span that has a length.',
  },
  'crosses-midnight': {
    ja: '「{field}」は開始より前の時刻です。日をまたぐ時間帯は、0 時で区切って 2 日に分けて指定してください。',
    en: '“{field}” is earlier than the start. Please part a span that runs past midnight at 24:00, over two days.',
  },
  overlaps: {
    ja: '「{field}」は登録済みのものと重なっています。',
    en: '“{field}” overlaps another that is there already.',
  },
  'not-a-cursor': {
    ja: '「{field}」はこのサーバーが返した続きの位置ではありません。最初から読み直してください。',
    en: '“{field}” is not a position that this server gave. Please read the list from its beginning.',
  },
  'control-character': {
    ja: '「{field}」に使えない制御文字が含まれています。',
    en: '“{field}” contains a control character.',
  },
  'not-text-id': {
    ja: '「{field}」は premier-plus のような名前で指定してください。',
    en: '“{field}” must be a name written like premier-plus.',
  },
  'not-a-webhook': {
    ja: '「{field}」は Slack または Teams が発行した https:// の Webhook アドレスで指定してください。',
    en: '“{field}” must be an https:// address of a webhook that Slack or Teams gave you.',
  },
  'password-wrong': {
    ja: '今のパスワードが違います。',
    en: 'This is not your present password.',
  },
  'password-breached': {
    ja: 'このパスワードは、流出したパスワードの一覧にあるものか、それに数字や記号を足したものです。別のものにしてください。',
    en: 'This password is on a list of leaked passwords, or one of them with digits or signs added. Please choose another.',
  },
  'password-guessable': {
    ja: 'お名前・メールアドレス・製品名や同じ文字の繰り返しを除いて {limit} 文字以上にしてください。',
    en: 'Please use {limit} characters or more besides your name, your e-mail address, the name of the product and repeated characters.',
  },
  'not-an-address': {
    ja: '「{field}」は https:// で始まるアドレスで指定してください。',
    en: '“{field}” must be an address that begins with https://.',
  },
}
