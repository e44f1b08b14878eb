-- Who agreed to what, and what was answered to whom.
create table notices.acceptances (
  account_id uuid not null,
  id uuid not null,
  subject_type text not null check (subject_type in ('contract', 'order', 'intake')),
  subject_id uuid not null,
  terms_version text not null,
  at timestamptz not null,
  by_user uuid,
  by_name text not null,
  primary key (account_id, id),
  constraint one_acceptance_a_version unique (account_id, subject_id, terms_version)
);
create table notices.consents (
  account_id uuid not null,
  contract_id uuid not null,
  terms_version text not null,
  kind text not null check (kind in ('express', 'deemed')),
  at timestamptz not null,
  cause_type text not null,
  cause_id uuid not null,
  primary key (account_id, contract_id, terms_version)
);
create table notices.decisions (
  account_id uuid not null,
  id uuid not null,
  at timestamptz not null,
  action text not null,
  terms_version text not null,
  by_user uuid,
  by_name text not null,
  decision jsonb not null,
  primary key (account_id, id)
);
create index decisions_newest on notices.decisions (account_id, at desc, id desc);
alter table notices.acceptances enable row level security;
alter table notices.acceptances force row level security;
create policy own_account on notices.acceptances using (
  current_setting('app.scope', true) = 'vendor' or account_id = nullif(current_setting('app.account_id', true), '')::uuid);
alter table notices.consents enable row level security;
alter table notices.consents force row level security;
create policy own_account on notices.consents using (
  current_setting('app.scope', true) = 'vendor' or account_id = nullif(current_setting('app.account_id', true), '')::uuid);
alter table notices.decisions enable row level security;
alter table notices.decisions force row level security;
create policy own_account on notices.decisions using (
  current_setting('app.scope', true) = 'vendor' or account_id = nullif(current_setting('app.account_id', true), '')::uuid);
revoke update, delete, truncate on notices.acceptances, notices.consents, notices.decisions from bansou_app;
