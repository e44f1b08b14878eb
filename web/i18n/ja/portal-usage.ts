/** お客様の残りと記録の言葉。 */
export default {
  usage: {
    title: '残りと記録',
    print: '印刷する',
    left: '残り',
    overCount: '終わった枠を見る（{count}）',
    none: 'まだ記録はありません',
    noneText: 'ご契約が始まり予約や実施があると、時間と回数の動きがここに残ります。',
    records: '記録',
    of: '表示する枠',
    all: 'すべての枠',
    leftAfter: '残り {amount}',
    kind: {
      grant: '{amount}が使えるようになりました',
      hold: '{cause}の予約に{amount}を取り置き',
      release: '{cause}の予約から{amount}が戻りました',
      settle: '{cause}で{amount}を使用（取り置きから）',
      lapse: '{amount}が失効しました',
      adjust: '{amount}を調整しました',
      carry: 'これまでの使用 {amount}を引き継ぎました',
    },
    adjustReason: '理由：{reason}',
    costs: '費用',
    more: '前の記録を見る',
    noRecords: 'この枠の記録はまだありません。',
  },
} as const
