/** Lists as people and the import read them: accounts, contracts and sessions under the numbers of their source system. */

export type ExportList = { name: string; columns: string[]; select: string }

const NUMBER = (kind: string, id: string) =>
  `(select x.external_id from app.external_ids x where x.kind = '${kind}' and x.subject_id = ${id} and x.external_id not like 'row:%' order by 1 limit 1)`

/** The heads are those by which the import knows its columns; a list that was exported can be imported elsewhere. */
export const EXPORT_LISTS: readonly ExportList[] = [
  {
    name: 'accounts',
    columns: ['顧客コード', '会社名', '都道府県', '導入済み'],
    select: `select coalesce(${NUMBER('accounts', 'a.account_id')}, a.account_id::text) as "顧客コード", a.name as "会社名",
        a.prefecture as "都道府県", case when a.existing_customer then 'はい' else 'いいえ' end as "導入済み"
      from people.accounts a order by a.name_key collate "C", a.account_id`,
  },
  {
    name: 'contracts',
    columns: [
      '契約番号',
      '顧客コード',
      '会社名',
      'プラン',
      '開始日',
      '申込日',
      '解約通知日',
      '終了日',
      '担当者',
      '担当拠点',
      'オプション',
    ],
    select: `select coalesce(${NUMBER('contracts', 'c.id')}, c.id::text) as "契約番号",
        coalesce(${NUMBER('accounts', 'a.account_id')}, a.account_id::text) as "顧客コード", a.name as "会社名",
        (select s.plan from contracts.segments s where s.account_id = c.account_id and s.contract_id = c.id order by s."from" limit 1) as "プラン",
        c.start as "開始日", c.created_at::date as "申込日", c.notice_on as "解約通知日", c.ends_on as "終了日", p.name as "担当者",
        c.base_office as "担当拠点",
        (select string_agg(o.option, ', ' order by o.option) from contracts.contract_options o
          where o.account_id = c.account_id and o.contract_id = c.id and o."from" = c.start) as "オプション"
      from contracts.contracts c join people.accounts a on a.account_id = c.account_id
      left join people.staff p on p.id = c.responsible_id order by c.start, c.id`,
  },
  {
    name: 'sessions',
    columns: [
      '実施番号',
      '契約番号',
      '顧客コード',
      '会社名',
      '種別',
      '場所',
      '実施日',
      '開始時刻',
      '所要時間',
      '担当者',
      '訪問先',
      '言語',
      '状態',
    ],
    select: `select coalesce(${NUMBER('sessions', 's.id')}, s.id::text) as "実施番号",
        case when s.holder_type = 'contract' then coalesce(${NUMBER('contracts', 's.holder_id')}, s.holder_id::text) end as "契約番号",
        coalesce(${NUMBER('accounts', 'a.account_id')}, a.account_id::text) as "顧客コード", a.name as "会社名", s.kind as "種別",
        s.place as "場所", s.day as "実施日", to_char(make_interval(mins => s.start_minute), 'HH24:MI') as "開始時刻",
        coalesce(s.actual_minutes, s.minutes) as "所要時間", p.name as "担当者", s.region as "訪問先", s.language as "言語", s.state as "状態"
      from sessions.sessions s join people.accounts a on a.account_id = s.account_id
      left join people.staff p on p.id = s.staff_id order by s.starts_at, s.id`,
  },
]
