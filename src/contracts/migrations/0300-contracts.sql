create table contracts.contracts (
  account_id uuid not null,
  id uuid not null,
  start date not null,
  -- Exclusive; null while a year-round contract runs without notice.
  ends_on date,
  notice_on date,
  base_office text not null,
  responsible_id uuid,
  -- The first day of the account's first contract: onboarding is counted from it (premier.8).
  first_start date not null,
  accepted_version text not null,
  -- The latest version that a use or a word has agreed to (change.2).
  consented_version text not null,
  created_at timestamptz not null,
  version integer not null,
  primary key (account_id, id),
  constraint ends_after_start check (ends_on is null or ends_on > start),
  constraint one_running_contract exclude using gist (account_id with =, daterange(start, ends_on) with &&)
);
create index contracts_by_id on contracts.contracts (id);
create index contracts_of_responsible on contracts.contracts (responsible_id);
create table contracts.segments (
  account_id uuid not null,
  contract_id uuid not null,
  "from" date not null,
  plan text not null,
  -- Service months and contract years are counted from here.
  anchor date not null,
  primary key (account_id, contract_id, "from")
);
create table contracts.contract_options (
  account_id uuid not null,
  contract_id uuid not null,
  option text not null,
  "from" date not null,
  until date,
  primary key (account_id, contract_id, option, "from")
);
create table contracts.orders (
  account_id uuid not null,
  id uuid not null,
  add_on text not null,
  -- Set for a set-up project inside a plan; null for what was ordered.
  contract_id uuid,
  language text not null,
  -- The system to connect: the source's "tenant".
  connection text,
  target text,
  options text[] not null,
  extends_id uuid,
  accepted_version text not null,
  created_at timestamptz not null,
  version integer not null,
  primary key (account_id, id)
);
create index orders_by_id on contracts.orders (id);
create table contracts.coverage (
  account_id uuid not null,
  order_id uuid not null,
  "from" date not null,
  until date,
  -- The order that brought these days, and the day its months are counted from.
  by_order_id uuid not null,
  anchor date not null,
  months integer not null,
  primary key (account_id, order_id, "from"),
  constraint covers_days check (until is null or until > "from")
);
alter table contracts.segments add constraint segment_of_contract foreign key (account_id, contract_id) references contracts.contracts (account_id, id) on delete restrict;
alter table contracts.contract_options add constraint option_of_contract foreign key (account_id, contract_id) references contracts.contracts (account_id, id) on delete restrict;
alter table contracts.orders add constraint project_of_contract foreign key (account_id, contract_id) references contracts.contracts (account_id, id) on delete restrict;
alter table contracts.orders add constraint order_extends foreign key (account_id, extends_id) references contracts.orders (account_id, id) on delete restrict;
alter table contracts.coverage add constraint coverage_of_order foreign key (account_id, order_id) references contracts.orders (account_id, id) on delete restrict;
alter table contracts.contracts enable row level security;
alter table contracts.contracts force row level security;
create policy own_account on contracts.contracts using (
  current_setting('app.scope', true) = 'vendor' or account_id = nullif(current_setting('app.account_id', true), '')::uuid);
alter table contracts.segments enable row level security;
alter table contracts.segments force row level security;
create policy own_account on contracts.segments using (
  current_setting('app.scope', true) = 'vendor' or account_id = nullif(current_setting('app.account_id', true), '')::uuid);
alter table contracts.contract_options enable row level security;
alter table contracts.contract_options force row level security;
create policy own_account on contracts.contract_options using (
  current_setting('app.scope', true) = 'vendor' or account_id = nullif(current_setting('app.account_id', true), '')::uuid);
alter table contracts.orders enable row level security;
alter table contracts.orders force row level security;
create policy own_account on contracts.orders using (
  current_setting('app.scope', true) = 'vendor' or account_id = nullif(current_setting('app.account_id', true), '')::uuid);
alter table contracts.coverage enable row level security;
alter table contracts.coverage force row level security;
create policy own_account on contracts.coverage using (
  current_setting('app.scope', true) = 'vendor' or account_id = nullif(current_setting('app.account_id', true), '')::uuid);
