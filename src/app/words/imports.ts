/** What is said of a file that is imported, and of its rows; and what to write instead. */
import type { Language } from '../../kernel/route.ts'
import type { ImportCode } from '../transfer/import/finding-codes.ts'
import { plainArguments } from './arguments.ts'
import { say } from './message.ts'
import type { Sentence } from './sentence.ts'

type Words = { sentence: Sentence; instead?: Sentence }

export const IMPORT_WORDS: Record<ImportCode, Words> = {
  'file-empty': {
    sentence: { ja: 'ファイルが空です。', en: 'The file is empty.' },
  },
  'file-encrypted': {
    sentence: { ja: 'パスワード付きのファイルは読み取れません。', en: 'The file has a password and cannot be read.' },
    instead: { ja: 'パスワードを外して保存し直してください。', en: 'Save it again without a password.' },
  },
  'file-old-excel': {
    sentence: {
      ja: '古い形式の Excel ファイル（.xls）は読み取れません。',
      en: 'Old Excel files (.xls) cannot be read.',
    },
    instead: { ja: '.xlsx または CSV で保存し直してください。', en: 'Save it as .xlsx or CSV.' },
  },
  'file-broken': {
    sentence: {
      ja: 'ファイルが壊れているか、Excel の表ではありません。',
      en: 'The file is damaged, or no Excel sheet.',
    },
    instead: {
      ja: '元のシステムから出力し直すか、CSV で保存してください。',
      en: 'Export it again, or save it as CSV.',
    },
  },
  'file-unpacks-too-big': {
    sentence: { ja: '展開すると大きすぎるため、読み取りをやめました。', en: 'It unpacks to more than is read here.' },
    instead: { ja: '行を分けるか、CSV で保存してください。', en: 'Split it, or save it as CSV.' },
  },
  'file-not-text': {
    sentence: {
      ja: '表として読み取れる文字のファイルではありません。',
      en: 'This is no text that can be read as a table.',
    },
    instead: {
      ja: 'UTF-8 か Shift_JIS（CP932）の CSV、または .xlsx にしてください。',
      en: 'CSV in UTF-8 or Shift_JIS (CP932), or .xlsx.',
    },
  },
  'broken-quotes': {
    sentence: {
      ja: 'この行から先は、引用符（"）の組が合わないため読み取れません。',
      en: 'From this row on the quotation marks (") do not match, and nothing can be read.',
    },
    instead: {
      ja: '値の中の " は "" と書き、値全体を " で囲みます。',
      en: 'Write " in a value as "", and the value between two ".',
    },
  },
  'too-many-rows': {
    sentence: {
      ja: '{most} 行を超えるファイルは一度に取り込めません。',
      en: 'More than {most} rows cannot be imported at once.',
    },
    instead: { ja: 'ファイルを分けてください。', en: 'Split the file.' },
  },
  'no-header': {
    sentence: { ja: '見出しの行が見つかりません。', en: 'No row of column heads was found.' },
    instead: {
      ja: '見出しの行を加えるか、列の意味を指定してください。',
      en: 'Add a row of heads, or say what the columns mean.',
    },
  },
  'no-rows': {
    sentence: { ja: '見出しの下にデータの行がありません。', en: 'There are no rows below the heads.' },
  },
  'column-missing': {
    sentence: { ja: '「{field}」の列がありません。', en: 'There is no column for “{field}”.' },
    instead: { ja: 'どの列が「{field}」かを指定してください。', en: 'Say which column is “{field}”.' },
  },
  'column-twice': {
    sentence: {
      ja: '「{other}」と「{value}」の両方が「{field}」になっています。',
      en: 'Both “{other}” and “{value}” are set to “{field}”.',
    },
    instead: { ja: 'どちらか一方だけにしてください。', en: 'Choose one of them.' },
  },
  required: {
    sentence: { ja: '「{field}」が空です。', en: '“{field}” is empty.' },
    instead: { ja: '「{field}」を記入してください。', en: 'Fill in “{field}”.' },
  },
  'unreadable-character': {
    sentence: { ja: '読み取れない文字（�）が含まれています。', en: 'It holds a character that could not be read (�).' },
    instead: { ja: '元の文字に直し、UTF-8 で保存してください。', en: 'Put the right character, and save as UTF-8.' },
  },
  invalid: { sentence: { ja: 'この値は使えません。', en: 'This value cannot be used.' } },
  'not-a-date': {
    sentence: { ja: '「{value}」は日付として読み取れません。', en: '“{value}” cannot be read as a date.' },
    instead: {
      ja: '2025-04-01、2025/4/1、令和7年4月1日 のいずれか',
      en: '2025-04-01, 2025/4/1, or a day of a Japanese era',
    },
  },
  'impossible-date': {
    sentence: { ja: '「{value}」という日はありません。', en: 'There is no such day as “{value}”.' },
    instead: { ja: '実在する日付', en: 'A day that exists' },
  },
  'not-a-time': {
    sentence: { ja: '「{value}」は時刻として読み取れません。', en: '“{value}” cannot be read as a time.' },
    instead: { ja: '10:00 または 10時30分', en: '10:00' },
  },
  'not-minutes': {
    sentence: {
      ja: '「{value}」は時間の長さとして読み取れません。',
      en: '“{value}” cannot be read as a length of time.',
    },
    instead: { ja: '90、1:30、1時間30分 のいずれか（1 分以上）', en: '90, 1:30 or 1.5 h, at least one minute' },
  },
  'not-yes-no': {
    sentence: { ja: '「{value}」は、はい・いいえのどちらか分かりません。', en: '“{value}” says neither yes nor no.' },
    instead: { ja: 'はい または いいえ', en: 'yes or no' },
  },
  'unknown-prefecture': {
    sentence: { ja: '「{value}」という都道府県はありません。', en: '“{value}” is no prefecture.' },
    instead: { ja: '東京都、大阪 のような都道府県名', en: 'A prefecture, such as Tokyo or Osaka' },
  },
  'unknown-plan': {
    sentence: { ja: '「{value}」というプランは約款にありません。', en: 'The terms have no plan “{value}”.' },
    instead: { ja: '次のいずれか: {some}', en: 'One of: {some}' },
  },
  'unknown-option': {
    sentence: { ja: '「{value}」というオプションは約款にありません。', en: 'The terms have no option “{value}”.' },
    instead: { ja: '次のようなオプション: {some}', en: 'An option such as: {some}' },
  },
  'unknown-office': {
    sentence: { ja: '「{value}」という拠点はありません。', en: 'There is no office “{value}”.' },
    instead: { ja: '次のいずれか: {some}', en: 'One of: {some}' },
  },
  'unknown-kind': {
    sentence: { ja: '「{value}」という種別は約款にありません。', en: 'The terms have no kind of session “{value}”.' },
    instead: { ja: '次のいずれか: {some}', en: 'One of: {some}' },
  },
  'unknown-place': {
    sentence: { ja: '「{value}」という場所は約款にありません。', en: 'The terms have no place “{value}”.' },
    instead: { ja: '次のいずれか: {some}', en: 'One of: {some}' },
  },
  'unknown-language': {
    sentence: { ja: '「{value}」という言語は約款にありません。', en: 'The terms have no language “{value}”.' },
    instead: { ja: '次のいずれか: {some}', en: 'One of: {some}' },
  },
  'unknown-staff': {
    sentence: {
      ja: '「{value}」という担当者は登録されていません。',
      en: 'Nobody called “{value}” is registered here.',
    },
    instead: {
      ja: '登録されている担当者の氏名（先に担当者を登録します）',
      en: 'The name of somebody registered (register the person first)',
    },
  },
  'ambiguous-staff': {
    sentence: { ja: '「{value}」という担当者が複数います。', en: 'Several people are called “{value}”.' },
    instead: {
      ja: '空欄にして、取込後に画面で選んでください。',
      en: 'Leave it empty and choose on screen afterwards.',
    },
  },
  'unknown-account': {
    sentence: {
      ja: '{valueGiven, select, yes {お客様「{value}」は登録されていません。} other {お客様が登録されていません。}}',
      en: '{valueGiven, select, yes {There is no customer “{value}” here.} other {There is no such customer here.}}',
    },
    instead: { ja: '先に取り込んだお客様の番号か会社名', en: 'The number or name of a customer imported before' },
  },
  'ambiguous-account': {
    sentence: { ja: '「{value}」という会社が複数あります。', en: 'Several customers are called “{value}”.' },
    instead: { ja: '顧客コードで指定してください。', en: 'Give the customer number.' },
  },
  'unknown-contract': {
    sentence: { ja: '契約「{value}」は取り込まれていません。', en: 'No contract was imported as “{value}”.' },
    instead: { ja: '先に取り込んだ契約の番号', en: 'The number of a contract imported before' },
  },
  'no-contract-then': {
    sentence: {
      ja: '「{value}」には、このお客様の契約がありません。',
      en: 'On “{value}” this customer had no contract.',
    },
    instead: { ja: '契約期間内の日付か、契約番号', en: 'A day within a contract, or the contract’s number' },
  },
  'duplicate-id': {
    sentence: { ja: '番号「{value}」は {first} 行目と同じです。', en: 'The number “{value}” is that of row {first}.' },
    instead: {
      ja: '番号を直すか、どちらかの行を除いてください。',
      en: 'Correct the number, or remove one of the rows.',
    },
  },
  'duplicate-row': {
    sentence: { ja: '{first} 行目とまったく同じ内容です。', en: 'It says the same as row {first}.' },
    instead: { ja: 'どちらかの行を除いてください。', en: 'Remove one of the rows.' },
  },
  'not-in-the-past': {
    sentence: {
      ja: '「{value}」はまだ終わっていません。取り込めるのは実施済みのものだけです。',
      en: '“{value}” is not over: only sessions that were held are imported.',
    },
    instead: { ja: 'これからの予定は、画面から予約してください。', en: 'Book what is to come on screen.' },
  },
  refused: {
    sentence: { ja: '約款により承れません。', en: 'The terms refuse it.' },
    instead: {
      ja: '根拠の条項を確かめ、行を直すか除いてください。',
      en: 'See the clause, and correct the row or remove it.',
    },
  },
  'same-name-in-file': {
    sentence: { ja: '{first} 行目と同じ会社名です。', en: 'It has the name of row {first}.' },
    instead: {
      ja: '同じ会社なら、どちらかの行を除いてください。',
      en: 'If it is one company, remove one of the rows.',
    },
  },
  'same-name-exists': {
    sentence: {
      ja: '同じ会社名のお客様がすでに登録されています。',
      en: 'A customer of this name is registered already.',
    },
    instead: { ja: '同じ会社なら、この行を除いてください。', en: 'If it is the same company, remove this row.' },
  },
  'differs-from-imported': {
    sentence: {
      ja: '番号「{value}」は以前に別の内容で取り込まれています。今回は変更しません。',
      en: '“{value}” was imported before with other content, and is left as it is.',
    },
    instead: { ja: '変更は画面で行ってください。', en: 'Make the change on screen.' },
  },
}

type Values = Record<string, string | number | undefined>

/** Values may be missing: a sentence that names one which is not there says a dash. */
export function findingWords(code: ImportCode, language: Language, values: Values) {
  const { sentence, instead } = IMPORT_WORDS[code]
  const given = plainArguments(values)
  const filled = (name: string) => given(name) ?? (name.endsWith('Given') ? 'no' : '—')
  return {
    sentence: say(sentence, language, filled),
    instead: instead === undefined ? null : say(instead, language, filled),
  }
}
