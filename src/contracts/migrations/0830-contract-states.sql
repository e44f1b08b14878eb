-- What a contract was at every moment: a balance of a past day is judged by the plans that were agreed then.
create table contracts.states (
  account_id uuid not null,
  contract_id uuid not null,
  version integer not null,
  at timestamptz not null,
  ends_on date,
  notice_on date,
  segments jsonb not null,
  primary key (account_id, contract_id, version)
);
comment on table contracts.states is 'tenant: each version of a contract as it was agreed, append-only';
alter table contracts.states add constraint state_of_contract foreign key (account_id, contract_id) references contracts.contracts (account_id, id) on delete restrict;
insert into contracts.states (account_id, contract_id, version, at, ends_on, notice_on, segments)
select c.account_id, c.id, c.version, c.created_at, c.ends_on, c.notice_on,
  (select jsonb_agg(jsonb_build_object('from', s."from", 'plan', s.plan, 'anchor', s.anchor) order by s."from")
    from contracts.segments s where s.account_id = c.account_id and s.contract_id = c.id)
from contracts.contracts c;
alter table contracts.states enable row level security;
alter table contracts.states force row level security;
create policy own_account on contracts.states using (
  current_setting('app.scope', true) = 'vendor' or account_id = nullif(current_setting('app.account_id', true), '')::uuid);
revoke update, delete, truncate on contracts.states from bansou_app;
