-- A person is one e-mail address; what the person may do comes from memberships, each one role in one organisation for a
-- time: the vendor, a partner, or a customer's company. A sign-in acts for one organisation.

create table identity.memberships (
  id uuid primary key,
  user_id uuid not null,
  side text not null check (side in ('vendor', 'partner', 'customer')),
  account_id uuid,
  partner_id uuid,
  staff_id uuid,
  department_id uuid,
  role text not null check (role <> ''),
  valid_from timestamptz not null,
  valid_until timestamptz,
  created_at timestamptz not null,
  created_by uuid,
  constraint memberships_customer_has_account check ((side = 'customer') = (account_id is not null)),
  constraint memberships_partner_has_partner check ((side = 'partner') = (partner_id is not null)),
  constraint memberships_department_of_customer check (department_id is null or side = 'customer'),
  constraint memberships_validity check (valid_until is null or valid_until >= valid_from)
);
comment on table identity.memberships is 'local: one role of one person in one organisation, from and until';
create index memberships_by_user on identity.memberships (user_id);
create index memberships_by_account on identity.memberships (account_id) where account_id is not null;
create index memberships_by_partner on identity.memberships (partner_id) where partner_id is not null;
alter table identity.memberships add constraint memberships_user foreign key (user_id) references identity.users (id) on delete cascade;

insert into identity.memberships (id, user_id, side, account_id, partner_id, staff_id, role, valid_from, valid_until, created_at)
select gen_random_uuid(), u.id, u.side, u.account_id, u.partner_id, u.staff_id, r.role, u.valid_from, u.valid_until, u.created_at
from identity.users u
cross join lateral unnest(case when u.roles = '{}' then array[case u.side when 'customer' then 'promotion' when 'partner' then 'trainer' else 'csm' end] else u.roles end) as r (role)
where u.side <> 'partner' or u.partner_id is not null;

alter table identity.users alter column password_hash drop not null;
alter table identity.users add column language text;
alter table identity.users add column disabled_at timestamptz;
alter table identity.users drop constraint users_customer_has_account;
alter table identity.users drop constraint users_validity;
alter table identity.users drop column side;
alter table identity.users drop column roles;
alter table identity.users drop column account_id;
alter table identity.users drop column staff_id;
alter table identity.users drop column partner_id;
alter table identity.users drop column valid_from;
alter table identity.users drop column valid_until;
alter table identity.users add constraint users_language_known check (language in ('ja', 'en'));
comment on table identity.users is 'local: people who may sign in, one an e-mail address';

-- Whoever was signed in signs in again: a sign-in now says which organisation it acts for.
delete from identity.sign_ins;
alter table identity.sign_ins add column id uuid not null;
alter table identity.sign_ins add column side text not null;
alter table identity.sign_ins add column account_id uuid;
alter table identity.sign_ins add column partner_id uuid;
alter table identity.sign_ins add column agent text;
alter table identity.sign_ins add constraint sign_ins_id_unique unique (id);
alter table identity.sign_ins add constraint sign_ins_side_known check (side in ('vendor', 'partner', 'customer'));
comment on column identity.sign_ins.agent is 'what the browser called itself, for the person''s own list of sign-ins';
