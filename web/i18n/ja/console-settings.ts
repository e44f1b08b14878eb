/** 設定の画面の言葉。 */
export default {
  settings: {
    title: '設定',
    group: { people: '人と組織', service: '提供の条件', system: 'システム' },
    people: { title: '担当者', about: '提供会社の担当者、招待、役割と期間、引き継ぎ' },
  },
} as const
