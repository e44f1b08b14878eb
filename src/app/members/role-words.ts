/** What roles are called, as people write them into files and read them in mails. */
import type { Role, Side } from '../../kernel/access.ts'
import type { Sentence } from '../words/sentence.ts'

const ROLE_WORDS: Record<Side, { [R in Role]?: Sentence }> = {
  vendor: {
    admin: { ja: '管理者', en: 'Administrator' },
    csm: { ja: 'カスタマーサクセス', en: 'Customer success' },
    architect: { ja: 'アーキテクト', en: 'Architect' },
    trainer: { ja: '講師', en: 'Trainer' },
    coordinator: { ja: '取込の手配', en: 'Intake coordinator' },
    operator: { ja: '取込の作業', en: 'Intake operator' },
    support: { ja: '電話窓口', en: 'Phone desk' },
    sales: { ja: '営業', en: 'Sales' },
    finance: { ja: '経理', en: 'Finance' },
  },
  partner: {
    manager: { ja: '委託先の責任者', en: "Partner's manager" },
    trainer: { ja: '講師', en: 'Trainer' },
    architect: { ja: 'アーキテクト', en: 'Architect' },
    operator: { ja: '取込の作業', en: 'Intake operator' },
    agent: { ja: '電話窓口', en: 'Phone desk' },
  },
  customer: {
    promotion: { ja: '推進担当', en: 'Promotion' },
    leader: { ja: '部門の責任者', en: 'Department leader' },
    owner: { ja: '名刺の持ち主', en: 'Card owner' },
  },
}

export const roleWords = (side: Side, role: Role): Sentence => ROLE_WORDS[side][role] ?? { ja: role, en: role }
