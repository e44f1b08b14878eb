/** お客様の画面の言葉。 */
export default {
  portal: {
    home: 'ホーム',
    left: 'お使いいただける残り',
    leftNow: '{name}の残り',
    noContract: '現在ご契約はありません',
    noContractText: 'ご契約が始まると、残りの時間と次の予定がここに表示されます。担当者にお問い合わせください。',
    next: '次の予定',
    noNext: '予定はまだありません',
    noNextText: '打ち合わせや研修の予約が入ると、ここに日時と担当者が表示されます。',
    deliveredBy: '担当 {name}',
    partner: '委託先',
    responsible: '担当者',
    plan: 'ご契約のプラン',
    period: '契約期間',
  },
} as const
