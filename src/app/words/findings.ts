/**
 * The lines of an answer. A key is the rule with its verdict, or the rule with its code where one rule can break or warn
 * in several ways. Arguments are the finding's facts, put into words by `arguments.ts`; `last` is the last day of a span,
 * because `until` is exclusive and people count the last day in.
 */
import { INTAKE_FINDINGS } from './intake-findings.ts'
import type { Sentence } from './sentence.ts'
import { SPAN_EN, SPAN_JA } from './span.ts'

export const FINDINGS: Record<string, Sentence> = {
  'startsInPeriod.holds': {
    ja: `開始日時は{plan}の期間内です${SPAN_JA}。`,
    en: `The start falls within the period of {plan}${SPAN_EN}.`,
  },
  'startsInPeriod.broken': {
    ja: `開始日時が{plan}の期間${SPAN_JA}の外です。`,
    en: `The start lies outside the period of {plan}${SPAN_EN}.`,
  },
  'kindIncluded.holds': { ja: '{plan}には{kind}が含まれています。', en: '{plan} includes this: {kind}.' },
  'kindIncluded.broken': { ja: '{plan}には{kind}が含まれていません。', en: '{plan} does not include this: {kind}.' },
  'placeIncluded.holds': { ja: '{kind}は「{place}」で行えます。', en: '{kind}: can be held at this place ({place}).' },
  'placeIncluded.broken': {
    ja: 'ご契約の内容では、{kind}を「{place}」で行うことはできません。',
    en: '{kind}: the contract does not cover this place ({place}).',
  },
  'languageSupported.holds': { ja: '{language}で対応します。', en: 'Support is given in {language}.' },
  'languageSupported.broken': {
    ja: 'ご契約の内容に{language}での対応は含まれていません。',
    en: 'The contract does not include support in {language}.',
  },
  'trainingPrepared.holds': {
    ja: '事前の打ち合わせは、トレーニングの前に終わります。',
    en: 'The preparation ends before the training begins.',
  },
  'trainingPrepared.broken': {
    ja: 'トレーニングの前に終わる事前の打ち合わせを、先にご予約ください。',
    en: 'Please book the preparation first; it must end before the training begins.',
  },
  'onePerContract.holds': { ja: 'このご契約で初めての{kind}です。', en: '{kind}: the first one of this contract.' },
  'onePerContract.broken': {
    ja: '{kind}は 1 契約に 1 回です。すでに予約または実施されています。',
    en: '{kind}: there is one for each contract, and it is already booked or held.',
  },
  'lengthWithin.holds': {
    ja: '{minutes}は 1 回の上限（{max}）以内です。',
    en: '{minutes} is within the limit of {max} for one session.',
  },
  'lengthWithin.broken': {
    ja: '{minutes}は 1 回の上限（{max}）を超えています。短くするか、複数回に分けてください。',
    en: '{minutes} is over the limit of {max} for one session. Please shorten it or split it.',
  },
  'inServiceWindow.holds': {
    ja: '{date}の対応時間（{from}〜{until}）に収まっています。',
    en: 'It lies within the service hours of {date}, {from} to {until}.',
  },
  'inServiceWindow.outside-hours': {
    ja: '対応時間の外です。{date}は{from}から{until}までの間でお選びください。',
    en: 'This is outside the service hours. On {date}, please choose a time from {from} to {until}.',
  },
  'inServiceWindow.crosses-hours': {
    ja: '対応時間をはみ出しています。{date}は{from}から{until}までに収まるようにお選びください。',
    en: 'This runs past the service hours. On {date}, it must lie wholly between {from} and {until}.',
  },
  'inServiceWindow.not-a-business-day': {
    ja: '{date}は{nameGiven, select, yes {{name}のため、} other {}}営業日ではありません。別の日をお選びください。',
    en: '{date} is not a business day{nameGiven, select, yes { ({name})} other {}}. Please choose another day.',
  },
  'startsInFuture.holds': { ja: '開始は{start}です。', en: 'It starts on {start}.' },
  'startsInFuture.broken': {
    ja: '{start}はすでに過ぎています。これからの日時をお選びください。',
    en: '{start} has already passed. Please choose a time to come.',
  },
  'fitsAllowance.draws': {
    ja: `{allowance}から{asked}を使い、残りは{leftAfter}になります${SPAN_JA}。`,
    en: `{allowance}: this takes {asked} and leaves {leftAfter}${SPAN_EN}.`,
  },
  'fitsAllowance.holds': {
    ja: `{allowance}は減りません。残りは{leftAfter}です${SPAN_JA}。`,
    en: `{allowance}: nothing is taken; {leftAfter} left${SPAN_EN}.`,
  },
  'fitsAllowance.broken': {
    ja: `{allowance}の残りは{left}で、{asked}には足りません${SPAN_JA}。`,
    en: `{allowance}: {asked} asked for, but only {left} left${SPAN_EN}.`,
  },
  'balanceStands.holds': {
    ja: `{allowance}の残りは{left}です${SPAN_JA}。`,
    en: `{allowance}: {left} left${SPAN_EN}.`,
  },
  'tripIncluded.draws': {
    ja: '{office}から{prefecture}への訪問に出張枠を 1 回使い、残りは{leftAfter}になります。',
    en: 'Travelling from {office} to {prefecture} takes one included trip and leaves {leftAfter}.',
  },
  'tripIncluded.charges': {
    ja: 'ご契約に含まれる出張枠の残りがないため、{office}から{prefecture}への訪問には出張費（実費）がかかります。',
    en: 'No included trip is left, so travel expenses for {office} to {prefecture} are charged at cost.',
  },
  'insideHomeArea.holds': {
    ja: '{prefecture}は{office}の訪問エリア内のため、出張枠も出張費もかかりません。',
    en: '{prefecture} lies in the home area of {office}: no trip is taken and no travel expenses arise.',
  },
  'sameJourney.holds': {
    ja: '同じ日の同じ訪問に含まれるため、出張枠も出張費も追加でかかりません。',
    en: 'This belongs to a journey already booked for that day: no further trip or travel expenses.',
  },
  'staffFree.holds': {
    ja: '{staffGiven, select, yes {{staff}の予定は空いています。} other {担当者は決まり次第ご案内します。}}',
    en: '{staffGiven, select, yes {{staff}: free at that time.} other {The person in charge will be named later.}}',
  },
  'staffFree.broken': {
    ja: '{staff}には同じ時間帯に別の予定があります。別の日時か、別の担当者をお選びください。',
    en: '{staff}: engaged at that time. Please choose another time or another person.',
  },
  'deliveredBy.warns': {
    ja: '委託先の{partner}の担当者が実施します。',
    en: 'This is carried out by our subcontractor {partner}.',
  },
  'termsAccepted.holds': {
    ja: '約款{versionGiven, select, yes {（{version}）} other {}}への同意をいただいています。',
    en: 'The terms{versionGiven, select, yes { ({version})} other {}} have been accepted.',
  },
  'termsAccepted.broken': {
    ja: '約款{versionGiven, select, yes {（{version}）} other {}}への同意が必要です。内容をご確認のうえ、同意してください。',
    en: 'The terms{versionGiven, select, yes { ({version})} other {}} must be accepted. Please read them and accept.',
  },
  'oneRunningContract.holds': {
    ja: 'この期間に重なるご契約はありません。',
    en: 'No other contract runs in this period.',
  },
  'oneRunningContract.broken': {
    ja: '{untilGiven, select, yes {{last}まで} other {}}有効なご契約がすでにあります。基本プランは同時に 1 つまでです。',
    en: 'A contract already runs{untilGiven, select, yes { to {last}} other {}}. There can be one basic plan at a time.',
  },
  'optionCovered.holds': {
    ja: '「{option}」をご利用いただける条件がそろっています。',
    en: '{option}: what it needs is there.',
  },
  'optionCovered.broken': {
    ja: '「{option}」のご利用には、対象のプランまたは追加プランが必要です。',
    en: '{option}: this needs a plan or an add-on that covers it.',
  },
  'optionNamed.holds': {
    ja: '対象のオプションが指定されています。',
    en: 'The options that this is for are named.',
  },
  'optionNamed.broken': {
    ja: '対象のオプションを 1 つ以上指定してください。',
    en: 'Please name at least one option that this is for.',
  },
  'earlierContract.holds': { ja: 'これまでのご契約を確認しました。', en: 'An earlier contract is on record.' },
  'earlierContract.broken': {
    ja: 'すでに基本プランまたは製品をご利用のお客様向けのサービスです。初めての場合は、まず基本プランをお選びください。',
    en: 'This is for customers who already have, or had, a basic plan or the product. New customers start with a basic plan.',
  },
  'periodStated.holds': {
    ja: '{untilGiven, select, yes {期間は{from}〜{last}です。} other {期間が指定されています。}}',
    en: '{untilGiven, select, yes {The period is {from} to {last}.} other {The period is stated.}}',
  },
  'periodStated.broken': {
    ja: 'このサービスには決まった期間がありません。開始日と月数を指定してください。',
    en: 'This service has no period of its own. Please state its start and how many months it lasts.',
  },
  'standsAlone.holds': {
    ja: '同じサービスのほかのお申し込みと期間は重なっていません。',
    en: 'No other order of this service covers the same days.',
  },
  'standsAlone.broken': {
    ja: `同じサービスのほかのお申し込み${SPAN_JA}と期間が重なっています。`,
    en: `Another order of this service already covers these days${SPAN_EN}.`,
  },
  'connectionNamed.holds': { ja: '接続先が指定されています。', en: 'The system to connect is named.' },
  'connectionNamed.broken': {
    ja: '接続先ごとのお申し込みです。接続先を 1 つ指定してください。',
    en: 'This is ordered for each system to connect. Please name one.',
  },
  'connectionFree.holds': {
    ja: '接続先「{connection}」には、ほかに進行中のものはありません。',
    en: 'Nothing else runs for {connection}.',
  },
  'connectionFree.overlaps': {
    ja: '接続先「{connection}」には、進行中の連携支援がすでにあります。終了後にあらためてお申し込みください。',
    en: 'Integration work for {connection} is still open. Please order again once it has ended.',
  },
  'connectionFree.already-used': {
    ja: '接続先「{connection}」の初期設定の支援は、プランに含まれる 1 回をすでにご利用済みです。',
    en: 'The set-up for {connection} that the plan includes has already been used.',
  },
  'connectionFirst.holds': {
    ja: '接続先「{connection}」で、プランに含まれる初期設定の支援を初めてお使いになります。',
    en: 'The set-up for {connection} that the plan includes has not been used yet.',
  },
  'connectionFirst.broken': {
    ja: '接続先「{connection}」の初期設定の支援は、プランに含まれる 1 回をすでにご利用済みです。',
    en: 'The set-up for {connection} that the plan includes has already been used.',
  },
  'projectIncluded.holds': {
    ja: '{plan}には、連携の初期設定の支援が含まれています。',
    en: '{plan} includes set-up support for data integration.',
  },
  'projectIncluded.broken': {
    ja: '{plan}には、連携の初期設定の支援は含まれていません。',
    en: '{plan} does not include set-up support for data integration.',
  },
  'projectOrdered.holds': {
    ja: '接続先「{connection}」には、延長のもとになるお申し込みがあります。',
    en: 'The order for {connection} that this extends is there.',
  },
  'projectOrdered.broken': {
    ja: '接続先「{connection}」には、延長のもとになるお申し込みがありません。',
    en: 'There is no order for {connection} that this could extend.',
  },
  'hoursLeft.holds': { ja: '使える時間が残っています。', en: 'There are hours left to use.' },
  'hoursLeft.warns': {
    ja: '時間はすべて使い切っています。期間を延ばしても、使える時間は増えません。',
    en: 'All hours are used up. A longer period does not bring new ones.',
  },
  'stateAllows.holds': {
    ja:
      '{actionId, select, turn_down {このご提案を辞退します。ご契約は変わりません。} withdraw {このご提案を取り下げます。} ' +
      'other {現在の状態は「{state}」で、この操作を行えます。}}',
    en:
      '{actionId, select, turn_down {This offer is declined. No contract changes.} withdraw {This offer is taken back.} ' +
      'other {The present state ({state}) allows this.}}',
  },
  'stateAllows.broken': {
    ja:
      '{stateId, select, booked {{actionId, select, ' +
      'complete {開始（{start}）の前のため、まだ実施を記録できません。} no_show {開始（{start}）の前のため、まだ不参加を記録できません。} ' +
      'other {開始（{start}）を過ぎているため、{action}はできません。}}} ' +
      'changed {お送りしたあとで内容が変わりました。いまの内容をご確認のうえ、あらためてお返事ください。} ' +
      'expired {このご提案の回答期限は過ぎています。担当者にあらためてご依頼ください。} ' +
      'active {{actionId, select, change {すでにこのプランをご契約中です。} other {ご契約中のため、{action}はできません。}}} ' +
      'other {現在の状態は「{state}」のため、{actionGiven, select, yes {{action}} other {この操作}}はできません。}}',
    en:
      '{stateId, select, booked {{actionId, select, ' +
      'complete {It begins on {start}; it cannot be recorded as held yet.} no_show {It begins on {start}; it cannot be recorded as a no-show yet.} ' +
      'other {It began on {start} and cannot {action} any more.}}} ' +
      'changed {The answer has changed since this offer was read. Please read the present one and answer again.} ' +
      'expired {The last day to answer this offer has passed. Please ask for a new one.} ' +
      'active {{actionId, select, change {This plan is the present one already.} other {This cannot {action} while it is active.}}} ' +
      'other {{actionGiven, select, yes {This cannot {action}} other {This cannot be done}}: it is {state}.}}',
  },
  'givesBack.holds': {
    ja: `{allowance}に{back}が戻り、残りは{leftAfter}になります${SPAN_JA}。`,
    en: `{allowance}: {back} returned, which makes {leftAfter} left${SPAN_EN}.`,
  },
  'chargeVoided.holds': {
    ja: 'この訪問の料金はかかりません。',
    en: 'What this visit would have cost is not charged.',
  },
  'completedWith.holds': {
    ja:
      '{minutes}の実施を記録します。{returnedN, plural, =0 {} other {使わなかった{returned}は枠に戻ります。}}' +
      '{excessN, plural, =0 {} other {枠を超えた{excess}に料金はかかりません。}}',
    en:
      'It is recorded as held for {minutes}.{returnedN, plural, =0 {} other { The unused {returned} is returned.}}' +
      '{excessN, plural, =0 {} other { The {excess} beyond the allowance costs nothing.}}',
  },
  'secondPerson.holds': {
    ja:
      '{stageId, select, asked {{allowance}の残りは、承認後に{left}から{leftAfter}になります。別の人が承認するまで、台帳は変わりません。} ' +
      'declined {この調整の申請を見送ります。台帳は変わりません。} ' +
      'withdrawn {ご自分の申請を取り下げます。台帳は変わりません。} ' +
      'other {{approverGiven, select, yes {{approver}が承認しています。} other {申請した人とは別の人が承認しています。}}}}',
    en:
      '{stageId, select, asked {Once approved, {leftAfter} of {allowance} are left instead of {left}. The ledger stays as it is until a second person approves.} ' +
      'declined {This correction is declined. The ledger stays as it is.} ' +
      'withdrawn {You take back the correction that you asked for. The ledger stays as it is.} ' +
      'other {{approverGiven, select, yes {{approver} has approved this.} other {A second person has approved this.}}}}',
  },
  'secondPerson.broken': {
    ja: '申請した本人は承認できません。別の人が承認してください。',
    en: 'The person who asks for this cannot approve it. A second person must.',
  },
  'takesEffect.holds': {
    ja: '{planGiven, select, yes {{on}から{plan}になります。} other {{on}から適用されます。}}',
    en: '{planGiven, select, yes {From {on} on, the plan is {plan}.} other {It takes effect on {on}.}}',
  },
  'extendsTo.holds': { ja: '期間は{last}まで延びます。', en: 'The period now runs to {last}.' },
  'endsWithPeriod.holds': {
    ja: 'ご契約は{last}で終了します。',
    en: 'The contract ends after {last}.',
  },
  'sessionsCancelled.holds': {
    ja: '{fromGiven, select, yes {{from}以降の} other {期間の終わりより後の}}予約 {countN} 件を取り消し、使った枠をお返しします。',
    en:
      '{countN, plural, one {One session} other {# sessions}} {fromGiven, select, yes {from {from} on} other {after the end}} will be ' +
      'cancelled, and what {countN, plural, one {it} other {they}} took is returned.',
  },
  'sessionsCancelled.warns': {
    ja: '{fromGiven, select, yes {{from}以降の} other {期間の終わりより後の}}予約 {countN} 件を取り消し、使った枠をお返しします。',
    en:
      '{countN, plural, one {One session} other {# sessions}} {fromGiven, select, yes {from {from} on} other {after the end}} will be ' +
      'cancelled, and what {countN, plural, one {it} other {they}} took is returned.',
  },
  'surcharge.charges': {
    ja: '{language}での実施には追加料金がかかります。',
    en: 'Holding it in {language} costs a surcharge.',
  },
  'surcharge.holds': {
    ja: '{language}での実施に追加料金はかかりません。',
    en: 'Holding it in {language} costs no surcharge.',
  },
  'priceFixed.holds': { ja: '料金はお申し込みの時点で確定します。', en: 'The price is fixed with the order.' },
  'priceFixed.charges': { ja: '料金はお申し込みの時点で確定します。', en: 'The price is fixed with the order.' },
  'notRetired.holds': { ja: 'このサービスは提供中です。', en: 'This service is on offer.' },
  'notRetired.broken': {
    ja: 'このサービスの提供は{untilGiven, select, yes {{last}で} other {}}終了しました。',
    en: 'This service is no longer offered{untilGiven, select, yes {; its last day was {last}} other {}}.',
  },
  ...INTAKE_FINDINGS,
}
