/** 担当者の画面の言葉。 */
import account from './console-account.ts'
import imports from './console-imports.ts'
import settings from './console-settings.ts'
import terms from './console-terms.ts'
import people from './people.ts'

export default {
  nav: { accounts: 'お客様', terms: '約款', scenarios: 'シナリオ', settings: '設定', crumbs: '現在の場所' },
  keyLines: {
    palette: 'さがす・する',
    book: '予定を入れる（お客様の画面で）',
    find: '一覧の中をさがす',
    rows: '一覧の行を移る',
    openRow: '行を開く',
    pages: 'お客様・約款・シナリオへ移る',
    close: '閉じる',
    keys: 'このキー一覧',
  },
  ...account,
  ...imports,
  ...settings,
  ...people,
  ...terms,
} as const
