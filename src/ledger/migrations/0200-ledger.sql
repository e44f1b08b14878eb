-- Books of minutes and counts. A window is one allowance of one contract, order or project over one span of days.
create table ledger.windows (
  account_id uuid not null,
  id uuid not null,
  holder_id uuid not null,
  holder_type text not null check (holder_type in ('contract', 'order')),
  allowance text not null,
  office text not null default '',
  unit text not null check (unit in ('minutes', 'count')),
  "from" date not null,
  until date,
  clause text not null,
  granted integer not null,
  held integer not null,
  consumed integer not null,
  lapsed integer not null,
  seq integer not null,
  carried_into uuid,
  primary key (account_id, id),
  constraint one_window_a_span unique (account_id, holder_id, allowance, office, "from"),
  constraint window_not_overdrawn check (held >= 0 and consumed >= 0 and lapsed >= 0 and held + consumed + lapsed <= granted),
  constraint window_span check (until is null or until > "from")
);
create index windows_ending on ledger.windows (until) where until is not null;
alter table ledger.windows enable row level security;
alter table ledger.windows force row level security;
create policy own_account on ledger.windows using (
  current_setting('app.scope', true) = 'vendor' or account_id = nullif(current_setting('app.account_id', true), '')::uuid);

-- Every movement, never changed: the clause it rests on and what caused it. (window_id, seq) has no gaps.
create table ledger.entries (
  account_id uuid not null,
  id uuid not null,
  window_id uuid not null,
  seq integer not null,
  at timestamptz not null,
  kind text not null check (kind in ('grant', 'hold', 'release', 'settle', 'lapse', 'adjust', 'carry')),
  amount integer not null,
  left_after integer not null,
  clause text not null,
  cause_type text not null,
  cause_id uuid not null,
  by_user uuid,
  by_name text not null,
  approved_by text,
  reason text,
  primary key (account_id, id),
  constraint entry_in_order unique (account_id, window_id, seq)
);
alter table ledger.entries add constraint entry_of_window foreign key (account_id, window_id) references ledger.windows (account_id, id) on delete restrict;
create index entries_newest on ledger.entries (account_id, at desc, id desc);
alter table ledger.entries enable row level security;
alter table ledger.entries force row level security;
create policy own_account on ledger.entries using (
  current_setting('app.scope', true) = 'vendor' or account_id = nullif(current_setting('app.account_id', true), '')::uuid);
revoke update, delete, truncate on ledger.entries from bansou_app;
revoke delete, truncate on ledger.windows from bansou_app;
