-- Somebody of the vendor looks at a customer's portal: a sign-in of its own that reads and does nothing else, and a row that
-- says who looked, at whom, from when until when.
alter table identity.sign_ins add column viewing boolean not null default false;
comment on column identity.sign_ins.viewing is 'somebody of the vendor looks at the account''s portal; the person is the one who looks';

create table app.portal_views (
  account_id uuid not null,
  id uuid not null,
  user_id uuid not null,
  user_name text not null,
  at timestamptz not null,
  until timestamptz not null,
  ended_at timestamptz,
  primary key (account_id, id),
  constraint view_has_an_end check (until > at)
);
comment on table app.portal_views is 'tenant: who of the vendor looked at the portal as this customer; `ended_at` where it was ended by hand';
alter table app.portal_views enable row level security;
alter table app.portal_views force row level security;
create policy own_account on app.portal_views using (
  current_setting('app.scope', true) = 'vendor' or account_id = nullif(current_setting('app.account_id', true), '')::uuid);
revoke delete, truncate on app.portal_views from bansou_app;
