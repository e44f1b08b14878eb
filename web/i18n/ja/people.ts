/** 人と役割の言葉。担当者の画面の設定・お客様のページと、お客様の画面の「ご担当者」で使う。 */
export default {
  people: {
    role: {
      vendor: {
        admin: '管理者',
        csm: 'カスタマーサクセス',
        architect: 'アーキテクト',
        trainer: '講師',
        coordinator: '取込の手配',
        operator: '取込の作業',
        support: '電話窓口',
        sales: '営業',
        finance: '経理',
      },
      partner: {
        manager: '委託先の責任者',
        trainer: '講師',
        architect: 'アーキテクト',
        operator: '取込の作業',
        agent: '電話窓口',
      },
      customer: { promotion: '推進担当', leader: '部門の責任者', owner: '名刺の持ち主' },
    },
  },
} as const
