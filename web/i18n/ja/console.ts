/** 担当者の画面の言葉。 */
import account from './console-account.ts'
import audit from './console-audit.ts'
import imports from './console-imports.ts'
import outbox from './console-outbox.ts'
import security from './console-security.ts'
import settings from './console-settings.ts'
import terms from './console-terms.ts'
import work from './console-work.ts'
import people from './people.ts'

export default {
  nav: {
    today: '今日',
    calendar: 'カレンダー',
    accounts: 'お客様',
    terms: '約款',
    scenarios: 'シナリオ',
    settings: '設定',
    crumbs: '現在の場所',
  },
  keyLines: {
    palette: 'さがす・する',
    book: '予定を入れる（お客様の画面で）',
    find: '一覧の中をさがす',
    rows: '一覧の行を移る',
    openRow: '行を開く',
    pages: '画面を移る',
    choose: '選ぶ・外す',
    turn: '前の週・次の週（カレンダーで）',
    today: '今日へ（カレンダーで）',
    ends: '最初・最後の行へ',
    close: '閉じる',
    keys: 'このキー一覧',
  },
  ...account,
  ...audit,
  ...imports,
  ...outbox,
  ...security,
  ...settings,
  ...people,
  ...terms,
  ...work,
} as const
