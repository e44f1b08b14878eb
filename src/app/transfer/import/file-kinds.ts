/** What of a source system can be imported, and by which column heads each of its fields is known. */
import type { Sentence } from '../../words/sentence.ts'

export const IMPORT_KINDS = ['accounts', 'contracts', 'sessions'] as const
export type ImportKind = (typeof IMPORT_KINDS)[number]

export type Field = {
  id: string
  name: Sentence
  required: boolean
  /** Heads that mean it, besides its names; compared without width, case, spaces and what stands in brackets. */
  heads: readonly string[]
}

const field = (id: string, ja: string, en: string, heads: string, required = false): Field => ({
  id,
  name: { ja, en },
  required,
  heads: heads.split('|'),
})

const ACCOUNT_ID =
  '顧客番号|顧客id|取引先コード|取引先番号|得意先コード|会社コード|企業コード|アカウントid|customer code|customer id|customer no|account id|account code|account no|company code|crm id'
const ACCOUNT_NAME =
  '企業名|顧客名|取引先名|取引先|得意先|得意先名|社名|法人名|契約先|契約先名|お客様名|company|company name|customer|customer name|account|account name|organization|organisation'
const STAFF = '担当|担当csm|担当者名|弊社担当|責任者|csm|responsible|responsible person|owner|person|staff|trainer|講師'
const CONTRACT_ID = '契約no|契約id|契約コード|契約管理番号|contract id|contract no|contract code'

export const FIELDS: Record<ImportKind, readonly Field[]> = {
  accounts: [
    field('externalId', '顧客コード', 'Customer number', `${ACCOUNT_ID}|管理番号|外部id|コード|id|no|external id`),
    field('name', '会社名', 'Company', `${ACCOUNT_NAME}|名称|name`, true),
    field(
      'prefecture',
      '都道府県',
      'Prefecture',
      '都道府県名|県|県名|本社所在地|所在地|所在県|地域|prefecture|region|state|location',
      true,
    ),
    field(
      'existingCustomer',
      '導入済み',
      'Has the product already',
      '既存|既存顧客|既存のお客様|利用中|導入済|導入|existing|existing customer',
    ),
  ],
  contracts: [
    field('externalId', '契約番号', 'Contract number', `${CONTRACT_ID}|管理番号|外部id|id|no|external id`),
    field('accountId', '顧客コード', 'Customer number', ACCOUNT_ID),
    field('accountName', '会社名', 'Company', ACCOUNT_NAME),
    field('plan', 'プラン', 'Plan', 'プラン名|契約プラン|ご契約プラン|サービス|plan name', true),
    field('start', '開始日', 'Start', '契約開始日|利用開始日|契約開始|開始|start date|from|begin', true),
    field('agreedOn', '申込日', 'Agreed on', '申し込み日|契約締結日|締結日|契約日|受注日|signed on|order date|agreed'),
    field(
      'noticeOn',
      '解約通知日',
      'Notice given on',
      '解約申出日|解約申し出日|解約日|notice|notice date|cancelled on',
    ),
    field('responsible', '担当者', 'Responsible', STAFF),
    field('baseOffice', '担当拠点', 'Office', '拠点|支店|オフィス|担当支店|base office|branch'),
    field('options', 'オプション', 'Options', 'オプション名|option'),
  ],
  sessions: [
    field(
      'externalId',
      '実施番号',
      'Session number',
      '記録番号|予約番号|管理番号|セッション番号|外部id|id|no|session id|session no|external id',
    ),
    field('contractId', '契約番号', 'Contract number', CONTRACT_ID),
    field('accountId', '顧客コード', 'Customer number', ACCOUNT_ID),
    field('accountName', '会社名', 'Company', ACCOUNT_NAME),
    field('kind', '種別', 'Kind', '種類|区分|内容|実施内容|メニュー|type|session type', true),
    field('place', '場所', 'Place', '形態|実施形態|実施方法|方法|開催方法|channel|where|location', true),
    field('date', '実施日', 'Date', '日付|開催日|実施日時|日時|年月日|day|start|held on', true),
    field('time', '開始時刻', 'Time', '開始時間|時刻|開始|start time|time of day'),
    field(
      'minutes',
      '所要時間',
      'Minutes',
      '時間|分|時間数|実施時間|実績時間|所要分|duration|length|minutes taken',
      true,
    ),
    field('staff', '担当者', 'Person', STAFF),
    field('prefecture', '訪問先', 'Where to', '訪問先都道府県|都道府県|prefecture'),
    field('language', '言語', 'Language', '対応言語'),
  ],
}

export const fieldOf = (kind: ImportKind, id: string): Field | undefined => FIELDS[kind].find((f) => f.id === id)
