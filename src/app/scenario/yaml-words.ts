/** What the reader of YAML complains of, in Japanese; its own sentences are English. */
import type { ErrorCode } from 'yaml'

export const YAML_WORDS: Record<ErrorCode, string> = {
  ALIAS_PROPS: '別名（*）には、タグやアンカーを付けられません',
  BAD_ALIAS: '別名（*）の書き方が正しくありません',
  BAD_COLLECTION_TYPE: 'タグと値の種類が合っていません',
  BAD_DIRECTIVE: '% で始まる行の書き方が正しくありません',
  BAD_DQ_ESCAPE: '" の中の \\ の書き方が正しくありません',
  BAD_INDENT: '字下げが前の行と合っていません',
  BAD_PROP_ORDER: 'タグやアンカーの位置が正しくありません',
  BAD_SCALAR_START: '値がこの文字では始められません。引用符で囲んでください',
  BLOCK_AS_IMPLICIT_KEY: '「: 」が1行に重なっています。値を引用符で囲むか、行を分けてください',
  BLOCK_IN_FLOW: '[ ] や { } の中では、行を分けた書き方はできません',
  DUPLICATE_KEY: '同じ項目が2回書かれています',
  IMPOSSIBLE: '書き方が正しくありません',
  KEY_OVER_1024_CHARS: '項目の名前が長すぎます',
  MISSING_CHAR: '必要な記号（引用符、カンマ、「: 」など）がありません',
  MULTILINE_IMPLICIT_KEY: '項目の名前が1行に収まっていません。「:」の抜けや字下げをご確認ください',
  MULTIPLE_ANCHORS: '1つの値にアンカー（&）が2つ以上あります',
  MULTIPLE_DOCS: '1つの文書の後に別の内容が続いています',
  MULTIPLE_TAGS: '1つの値にタグ（!）が2つ以上あります',
  NON_STRING_KEY: '項目の名前が文字列ではありません',
  RESOURCE_EXHAUSTION: '入れ子や別名が多すぎます',
  TAB_AS_INDENT: '字下げにはタブではなく空白を使ってください',
  TAG_RESOLVE_FAILED: '知らないタグ（!）です',
  UNEXPECTED_TOKEN: 'ここには書けない記号があります',
}
