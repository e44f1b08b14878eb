-- Staff and partners (reference), customers' accounts (tenant), and the time of people (distributed by staff_id).

create table people.partners (
  id uuid not null,
  name text not null,
  name_key text not null,
  constraint partners_pkey primary key (id),
  constraint partner_once unique (name_key),
  constraint partner_named check (name_key <> '')
);
comment on table people.partners is 'reference: subcontractors whose people deliver some of the services';

create table people.staff (
  id uuid not null,
  name text not null,
  role text not null,
  partner_id uuid,
  base_office text,
  active boolean not null,
  constraint staff_pkey primary key (id),
  constraint staff_named check (name <> ''),
  constraint staff_role_known check (role in ('csm', 'architect', 'trainer', 'operator', 'agent'))
);
comment on table people.staff is 'reference: people who deliver services, the vendor''s own and its partners''';

create table people.accounts (
  account_id uuid not null,
  name text not null,
  name_key text not null,
  prefecture text not null,
  existing_customer boolean not null,
  version int not null,
  created_at timestamptz not null,
  constraint accounts_pkey primary key (account_id),
  constraint account_named check (name_key <> ''),
  constraint account_version_counts check (version > 0)
);
comment on table people.accounts is 'tenant: customers; the row is locked by whoever changes the books of its account';
create index accounts_by_name on people.accounts (name_key text_pattern_ops);

create table people.bookings (
  staff_id uuid not null,
  session_id uuid not null,
  account_id uuid not null,
  during tstzrange not null,
  constraint bookings_pkey primary key (staff_id, session_id),
  constraint one_person_one_place exclude using gist (staff_id with =, during with &&),
  constraint booking_bounded check (not isempty(during) and not lower_inf(during) and not upper_inf(during))
);
comment on table people.bookings is 'local: when a person is booked; distributed by staff_id, read by all because a request may learn "busy" and no more';

alter table people.staff
  add constraint staff_partner_fkey foreign key (partner_id) references people.partners (id) on delete restrict;

alter table people.accounts enable row level security;
alter table people.accounts force row level security;
create policy one_account on people.accounts
  using (current_setting('app.scope', true) = 'vendor' or account_id = nullif(current_setting('app.account_id', true), '')::uuid);

revoke update, delete on people.partners from bansou_app;
revoke delete on people.staff from bansou_app;
revoke delete on people.accounts from bansou_app;
revoke update on people.bookings from bansou_app;
