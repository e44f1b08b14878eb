-- What somebody who left handed over, and to whom: kept for as long as anybody asks who has it now.

create table identity.handovers (
  id uuid primary key,
  user_id uuid not null,
  staff_id uuid,
  side text not null check (side in ('vendor', 'partner', 'customer')),
  account_id uuid,
  partner_id uuid,
  last_day date not null,
  items jsonb not null,
  at timestamptz not null,
  by_user uuid not null,
  by_name text not null
);
comment on table identity.handovers is 'local: hand-overs, with contracts and sessions and who took each';
create index handovers_by_user on identity.handovers (user_id);
alter table identity.handovers enable row level security;
alter table identity.handovers force row level security;
create policy handovers_identity on identity.handovers using (current_setting('app.scope', true) = 'vendor');
revoke update, delete on identity.handovers from bansou_app;
