/** The lines of an answer about card intake; their keys and arguments are those of `findings.ts`. */
import type { Sentence } from './sentence.ts'
import { SPAN_EN, SPAN_JA } from './span.ts'

export const INTAKE_FINDINGS: Record<string, Sentence> = {
  'intakeIncluded.holds': {
    ja: '{plan}では、名刺取込（{wayId, select, visit {訪問} other {郵送}}）を依頼できます。',
    en: '{plan}: card intake by {wayId, select, visit {visit} other {mail}} may be requested.',
  },
  'intakeIncluded.broken': {
    ja: '{untilGiven, select, yes {{plan}の期間は{last}で終わっているため、} other {{plan}では、}}名刺取込（{wayId, select, visit {訪問} other {郵送}}）を依頼できません。',
    en: '{plan}{untilGiven, select, yes { ended on {last}} other {}}: card intake by {wayId, select, visit {visit} other {mail}} cannot be requested with it.',
  },
  'settingTaken.holds': { ja: '特別な設定のない取り込みです。', en: 'No special setting is asked for.' },
  'settingTaken.broken': {
    ja: '{settingId, select, two_language {2言語の} tags {タグの} private {非公開の} other {この}}設定での取り込みはお受けできません。その設定が必要な名刺は、お客様ご自身で取り込んでください。',
    en: 'Cards with {settingId, select, two_language {the two-language setting} tags {tags} private {the private setting} other {this setting}} are not taken in. Please import such cards yourself.',
  },
  'withinReach.holds': {
    ja: '移動は{minutes}で、訪問できる範囲（{max}以内）です。',
    en: 'The journey takes {minutes}; visits reach as far as {max}.',
  },
  'withinReach.broken': {
    ja: '移動に{minutes}かかり、訪問できる範囲（{max}以内）を超えています。',
    en: 'The journey takes {minutes}, but visits reach only as far as {max}.',
  },
  'answerCounted.holds': {
    ja: '{holder}の回答を{cardsN}枚として記録します。見積もりは合計{estimateN}枚です。',
    en: '{holder}: recorded as {cardsN, plural, one {# card} other {# cards}}. The estimate is now {estimateN} in all.',
  },
  'answerReplaced.holds': {
    ja: '{holder}の回答を{beforeN}枚から{cardsN}枚に改めます。見積もりは合計{estimateN}枚です。',
    en: '{holder}: changed from {beforeN} to {cardsN, plural, one {# card} other {# cards}}. The estimate is now {estimateN} in all.',
  },
  'surveyAnswered.holds': {
    ja: '枚数調査には{answeredN}名の回答があり、見積もりは合計{cardsN}枚です。',
    en: 'The survey has {answeredN, plural, one {# answer} other {# answers}}; the estimate is {cardsN, plural, one {# card} other {# cards}}.',
  },
  'surveyAnswered.broken': {
    ja: 'お申し込みの前に、枚数調査への回答が{neededN}名分以上必要です。現在は{answeredN}名です。',
    en: 'Before the order, the survey needs {neededN, plural, one {# answer} other {# answers}} or more; so far there are {answeredN}.',
  },
  'orderedInPeriod.holds': {
    ja:
      'お申し込みの日と{wayId, select, visit {最初の作業日} other {開始週の月曜日}}（{start}）は、{plan}の期間内です' +
      SPAN_JA +
      '。',
    en:
      'The day of the order and the {wayId, select, visit {first work day} other {Monday of the start week}} ({start}) lie within the period of {plan}' +
      SPAN_EN +
      '.',
  },
  'orderedInPeriod.broken': {
    ja:
      'お申し込みの日と{wayId, select, visit {最初の作業日} other {開始週の月曜日}}（{start}）の両方が、{plan}の期間' +
      SPAN_JA +
      'に入っている必要があります。',
    en:
      'Both the day of the order and the {wayId, select, visit {first work day} other {Monday of the start week}} ({start}) must lie within the period of {plan}' +
      SPAN_EN +
      '.',
  },
  'workDayOpen.holds': { ja: '作業日はすべて営業日です。', en: 'Every work day is a business day.' },
  'workDayOpen.broken': {
    ja: '作業日の{date}は{nameGiven, select, yes {{name}のため、} other {}}営業日ではありません。別の日をお選びください。',
    en: 'The work day {date} is not a business day{nameGiven, select, yes { ({name})} other {}}. Please choose another day.',
  },
  'deadlineAhead.holds': {
    ja: '変更と取り消しは、{deadline}になるまで無料です。',
    en: 'Changing or cancelling is free until {deadline}.',
  },
  'deadlineAhead.warns': {
    ja: '変更と取り消しの期限（{deadline}）を過ぎています。お申し込みはできますが、変更と取り消しにはすぐに料金がかかります。',
    en: 'The deadline for changes ({deadline}) has passed. The order is possible, but changing or cancelling it is charged at once.',
  },
  'priceByEstimate.holds': {
    ja: '料金は見積もりの{cardsN}枚で確定します。実際の枚数が違っても変わりません。',
    en: 'The price is fixed by the estimate of {cardsN, plural, one {# card} other {# cards}}; another actual count does not change it.',
  },
}
