-- Books of money. A line is never changed; one that no longer stands has a void beside it.
create table charges.lines (
  account_id uuid not null,
  id uuid not null,
  at timestamptz not null,
  kind text not null,
  amount bigint,
  currency text not null,
  quantity integer not null check (quantity > 0),
  unit text not null,
  clause text not null,
  holder_id uuid not null,
  cause_type text not null,
  cause_id uuid not null,
  by_name text not null,
  constraint whole_amount check (amount is null or amount >= 0),
  primary key (account_id, id)
);
create index lines_of_cause on charges.lines (account_id, cause_id);
create table charges.voids (
  account_id uuid not null,
  line_id uuid not null,
  at timestamptz not null,
  clause text not null,
  by_name text not null,
  primary key (account_id, line_id)
);
alter table charges.voids add constraint void_of_line foreign key (account_id, line_id) references charges.lines (account_id, id) on delete restrict;
alter table charges.lines enable row level security;
alter table charges.lines force row level security;
create policy own_account on charges.lines using (
  current_setting('app.scope', true) = 'vendor' or account_id = nullif(current_setting('app.account_id', true), '')::uuid);
alter table charges.voids enable row level security;
alter table charges.voids force row level security;
create policy own_account on charges.voids using (
  current_setting('app.scope', true) = 'vendor' or account_id = nullif(current_setting('app.account_id', true), '')::uuid);
revoke update, delete, truncate on charges.lines, charges.voids from bansou_app;
