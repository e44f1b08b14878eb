-- Departments of customers' companies, and partners as organisations that somebody keeps.

create table people.departments (
  account_id uuid not null,
  id uuid not null,
  name text not null,
  name_key text not null,
  active boolean not null,
  version int not null,
  created_at timestamptz not null,
  constraint departments_pkey primary key (account_id, id),
  constraint department_once unique (account_id, name_key),
  constraint department_named check (name_key <> ''),
  constraint department_version_counts check (version > 0)
);
comment on table people.departments is 'tenant: parts of a customer''s company, which its leaders answer for';
alter table people.departments
  add constraint department_of_account foreign key (account_id) references people.accounts (account_id) on delete restrict;
alter table people.departments enable row level security;
alter table people.departments force row level security;
create policy one_account on people.departments
  using (current_setting('app.scope', true) = 'vendor' or account_id = nullif(current_setting('app.account_id', true), '')::uuid);
revoke delete on people.departments from bansou_app;

-- Who leads departments sees those and no other.
create policy own_departments on people.departments for select using (
  account_id = nullif(current_setting('app.department_account_id', true), '')::uuid
  and id = any (nullif(current_setting('app.department_ids', true), '')::uuid[]));

alter table people.partners add column active boolean not null default true;
alter table people.partners add column version int not null default 1;
alter table people.partners add constraint partner_version_counts check (version > 0);
grant update on people.partners to bansou_app;
