-- Corrections of the ledger that somebody asked for; the book moves when a second person approves (price.1).
create table contracts.adjustments (
  account_id uuid not null,
  id uuid not null,
  holder_id uuid not null,
  allowance text not null,
  unit text not null check (unit in ('minutes', 'count')),
  amount integer not null check (amount <> 0),
  reason text not null check (reason <> ''),
  state text not null check (state in ('pending', 'approved', 'declined', 'withdrawn')),
  asked_at timestamptz not null,
  asked_by uuid not null,
  asked_by_name text not null,
  decided_at timestamptz,
  decided_by uuid,
  decided_by_name text,
  version integer not null,
  primary key (account_id, id),
  constraint decided_whole check ((state = 'pending') = (decided_at is null) and (decided_at is null) = (decided_by is null)
    and (decided_at is null) = (decided_by_name is null)),
  constraint two_persons check (state <> 'approved' or decided_by <> asked_by),
  constraint withdrawn_by_oneself check (state <> 'withdrawn' or decided_by = asked_by)
);
comment on table contracts.adjustments is 'tenant: corrections of the ledger, asked for by one person and decided by another';
create index adjustments_by_id on contracts.adjustments (id);
create index adjustments_pending on contracts.adjustments (id) where state = 'pending';
alter table contracts.adjustments enable row level security;
alter table contracts.adjustments force row level security;
create policy own_account on contracts.adjustments using (
  current_setting('app.scope', true) = 'vendor' or account_id = nullif(current_setting('app.account_id', true), '')::uuid);
revoke delete, truncate on contracts.adjustments from bansou_app;
