/** Words for the table of access: what each action is, and how far a relation reaches. */
import type { Action, Relation } from '../../kernel/access.ts'
import type { Sentence } from './sentence.ts'

export const ACTION_WORDS: Record<Action, Sentence> = {
  'self.manage': { ja: '自分の設定・サインイン', en: 'Own profile and sign-ins' },
  'terms.read': { ja: '約款を見る', en: 'Read the terms' },
  'terms.inside': { ja: '約款の内側（規則・シナリオ）を見る', en: 'See what stands behind the terms' },
  'calendar.read': { ja: '営業日を見る', en: 'See business days' },
  'notifications.own': { ja: '自分への通知', en: 'Own notifications' },
  'accounts.read': { ja: 'お客様を見る', en: 'See accounts' },
  'accounts.write': { ja: 'お客様を登録・変更する', en: 'Add and change accounts' },
  'contracts.read': { ja: '契約を見る', en: 'See contracts' },
  'contracts.quote': { ja: '見積もる', en: 'Quote' },
  'contracts.write': { ja: '契約・申し込みを扱う', en: 'Open, change and end contracts and orders' },
  'offers.read': { ja: 'ご提案（承諾待ち）を見る', en: 'See offers sent to be accepted' },
  'offers.write': { ja: 'お客様に承諾を依頼する', en: 'Send offers to customers' },
  'offers.answer': { ja: 'ご提案を承諾・辞退する', en: 'Accept or decline offers' },
  'documents.read': { ja: '書類を見る', en: 'See documents' },
  'documents.make': { ja: '書類を発行する', en: 'Make documents' },
  'sessions.read': { ja: '予定を見る', en: 'See sessions' },
  'sessions.book': { ja: '予約・変更・取り消し', en: 'Book, move and cancel sessions' },
  'sessions.complete': { ja: '実施・不参加の記録', en: 'Record sessions as held or missed' },
  'ledger.read': { ja: '残りと台帳を見る', en: 'See allowances and the ledger' },
  'ledger.adjust': { ja: '台帳の調整を申請・承認する', en: 'Ask for and approve corrections of the ledger' },
  'charges.read': { ja: '料金を見る', en: 'See charges' },
  'decisions.read': { ja: '判定の履歴を見る', en: 'See what was asked and answered' },
  'intake.read': { ja: '名刺取込を見る', en: 'See card intakes' },
  'intake.write': { ja: '名刺取込を依頼・申し込む', en: 'Request and order card intakes' },
  'intake.survey': { ja: '枚数調査に答える', en: 'Answer the survey of cards' },
  'staff.read': { ja: '担当者の一覧を見る', en: 'See staff and partners' },
  'staff.write': { ja: '担当者・委託先を扱う', en: 'Add and change staff and partners' },
  'staff.own': { ja: '勤務時間・不在を管理する', en: 'Keep working time and absences' },
  'calendar.write': { ja: '休業日・祝日を扱う', en: 'Change closures and holidays' },
  'scenarios.play': { ja: 'シナリオを試す', en: 'Play scenarios' },
  'members.read': { ja: '組織の人を見る', en: 'See the people of an organisation' },
  'members.write': { ja: '組織の人を招待・変更する', en: 'Invite and change the people of an organisation' },
  'portal.view-as': { ja: 'お客様画面を閲覧する（閲覧のみ）', en: "Look at a customer's portal (read only)" },
  'views.save': { ja: '一覧の表示を保存する', en: 'Save views of lists' },
  'views.share': { ja: '一覧の表示を共有する', en: 'Share views of lists' },
  'settings.write': { ja: '設定を変更する', en: 'Change settings' },
  'prices.write': { ja: '価格表を変更する', en: 'Change the price book' },
  'keys.write': { ja: 'API キーを扱う', en: 'Manage API keys' },
  'audit.read': { ja: '変更の記録を見る', en: 'See the record of changes' },
  'imports.run': { ja: 'データを取り込む', en: 'Import data' },
  'outbox.read': { ja: '送信箱とジョブを見る', en: 'See the outbox and jobs' },
}

export const RELATION_WORDS: Record<Relation, Sentence> = {
  all: { ja: 'すべて', en: 'all' },
  account: { ja: '自社', en: 'own company' },
  assigned: { ja: '担当分', en: 'assigned' },
  department: { ja: '自部門', en: 'own departments' },
  own: { ja: '自分', en: 'own' },
}

export const RELATION_MEANINGS: Record<Relation, Sentence> = {
  all: { ja: 'すべてのお客様', en: 'every account' },
  account: { ja: '自社のものだけ', en: 'the own company alone' },
  assigned: {
    ja: '自分（委託先の責任者は自社の人）が予約されている間のお客様と予定。終了から {days} 日までで、料金・契約・残りは見えません',
    en: 'customers and sessions while oneself (for a partner’s manager: its people) is booked, until {days} days after the end; no prices, contracts or allowances',
  },
  department: { ja: '自分が率いる部門だけ', en: 'the departments that one leads' },
  own: { ja: '自分自身、または自分の組織', en: 'oneself, or the own organisation' },
}
