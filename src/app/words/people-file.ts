/** What is said of the rows of a file of people. */
import type { Sentence } from './sentence.ts'

export const PEOPLE_FILE_CODES = [
  'no-columns',
  'too-many-people',
  'email-missing',
  'not-an-address',
  'unknown-role',
  'role-missing',
  'department-missing',
  'department-not-here',
  'department-closed',
  'twice',
  'name-too-long',
] as const
export type PeopleFileCode = (typeof PEOPLE_FILE_CODES)[number]

export const PEOPLE_FILE_WORDS: Record<PeopleFileCode, Sentence> = {
  'no-columns': {
    ja: '見出しの行が見つかりません。「メールアドレス」「氏名」「部門」「役割」の列を用意してください。',
    en: 'No heading was found. The file needs the columns email, name, department and role.',
  },
  'too-many-people': {
    ja: '一度に招待できるのは {most} 行までです。ファイルを分けてください。',
    en: 'At most {most} rows can be taken at a time. Please split the file.',
  },
  'email-missing': { ja: 'メールアドレスがありません。', en: 'The e-mail address is missing.' },
  'not-an-address': {
    ja: '「{value}」はメールアドレスの形ではありません。',
    en: '“{value}” is not an e-mail address.',
  },
  'unknown-role': {
    ja: '「{value}」という役割はありません。使える役割: {allowed}。',
    en: 'There is no role “{value}”. Known roles: {allowed}.',
  },
  'role-missing': {
    ja: '役割がありません。使える役割: {allowed}。',
    en: 'The role is missing. Known roles: {allowed}.',
  },
  'department-missing': {
    ja: '部門の責任者には部門が必要です。',
    en: 'A department leader needs a department.',
  },
  'department-not-here': {
    ja: 'この役割に部門は付けられません。部門の欄を空にしてください。',
    en: 'This role has no department. Please leave the cell empty.',
  },
  'department-closed': {
    ja: '部門「{value}」は使用を終えています。',
    en: 'The department “{value}” is no longer used.',
  },
  twice: {
    ja: '{first} 行目と同じ内容です。',
    en: 'This says the same as row {first}.',
  },
  'name-too-long': { ja: '氏名が長すぎます。', en: 'The name is too long.' },
}
