/** Words for the closed lists of the code itself: states, steps, languages. What a catalogue names, the catalogue words. */
import type { Sentence } from './sentence.ts'

export const STATES: Record<string, Sentence> = {
  active: { ja: '契約中', en: 'active' },
  upcoming: { ja: '開始前', en: 'not yet begun' },
  'notice-given': { ja: '終了予告済み', en: 'under notice' },
  ended: { ja: '終了', en: 'ended' },
  open: { ja: '進行中', en: 'open' },
  booked: { ja: '予約済み', en: 'booked' },
  completed: { ja: '実施済み', en: 'completed' },
  cancelled: { ja: '取消済み', en: 'cancelled' },
  'no-show': { ja: '不参加', en: 'a no-show' },
  started: { ja: '開始後', en: 'already begun' },
  'not-started': { ja: '開始前', en: 'not yet begun' },
  requested: { ja: '依頼済み', en: 'requested' },
  surveying: { ja: '枚数調査中', en: 'being surveyed' },
  estimated: { ja: '見積もり済み', en: 'estimated' },
  ordered: { ja: '申し込み済み', en: 'ordered' },
  'kits-sent': { ja: 'キット発送済み', en: 'on its way in kits' },
  'in-custody': { ja: 'お預かり中', en: 'in our custody' },
  importing: { ja: '取り込み中', en: 'being imported' },
  returning: { ja: '返却中', en: 'on its way back' },
  closed: { ja: '完了', en: 'closed' },
  pending: { ja: '承認待ち', en: 'waiting for approval' },
  approved: { ja: '承認済み', en: 'approved' },
  declined: { ja: '見送り', en: 'declined' },
  withdrawn: { ja: '取り下げ', en: 'taken back' },
  accepted: { ja: '承諾済み', en: 'accepted' },
  expired: { ja: '回答期限切れ', en: 'past its last day' },
  changed: { ja: '内容の変更あり', en: 'changed' },
}

export const ACTIONS: Record<string, Sentence> = {
  book: { ja: '予約', en: 'be booked' },
  move: { ja: '日時の変更', en: 'be moved' },
  cancel: { ja: '取り消し', en: 'be cancelled' },
  complete: { ja: '実施の記録', en: 'be recorded as held' },
  'no-show': { ja: '不参加の記録', en: 'be recorded as a no-show' },
  change: { ja: '変更', en: 'be changed' },
  end: { ja: '終了の手続き', en: 'be ended' },
  order: { ja: '申し込み', en: 'be ordered' },
  adjust: { ja: '調整', en: 'be adjusted' },
  accept: { ja: '承諾', en: 'be accepted' },
  'turn-down': { ja: '辞退', en: 'be declined' },
  withdraw: { ja: '取り下げ', en: 'be taken back' },
  ask: { ja: '調整の申請', en: 'be asked for' },
  approve: { ja: '承認', en: 'be approved' },
  decline: { ja: '取り下げや見送り', en: 'be declined' },
  survey: { ja: '枚数の回答', en: 'take any more survey answers' },
}

export const LANGUAGES: Record<string, Sentence> = {
  ja: { ja: '日本語', en: 'Japanese' },
  en: { ja: '英語', en: 'English' },
}

export const DAYS: Record<string, Sentence> = {
  weekend: { ja: '土日', en: 'a weekend' },
  saturday: { ja: '土曜日', en: 'a Saturday' },
  sunday: { ja: '日曜日', en: 'a Sunday' },
  closure: { ja: '弊社休業日', en: 'a closure of ours' },
}

/** Said where somebody or something has no name that the reader may see. */
export const UNNAMED: Record<string, Sentence> = {
  staff: { ja: '担当者', en: 'the person in charge' },
  plan: { ja: 'ご契約', en: 'your contract' },
  office: { ja: '弊社', en: 'our office' },
  connection: { ja: '接続先', en: 'this connection' },
}
