-- Who may sign in, and who is signed in. Local tables: not distributed, and no tenant's foreign keys point here.

create table identity.users (
  id uuid primary key,
  name text not null check (name <> ''),
  email text not null check (email = lower(email)),
  password_hash text not null,
  side text not null check (side in ('vendor', 'partner', 'customer')),
  roles text[] not null default '{}',
  account_id uuid,
  staff_id uuid,
  partner_id uuid,
  valid_from timestamptz not null,
  valid_until timestamptz,
  created_at timestamptz not null,
  constraint users_email_unique unique (email),
  constraint users_customer_has_account check ((side = 'customer') = (account_id is not null)),
  constraint users_validity check (valid_until is null or valid_until > valid_from)
);
comment on table identity.users is 'local: people who may sign in, with side, roles and the account, staff member or partner that they are';

-- Only a digest of the token is kept: whoever reads this table cannot sign in with what it holds.
create table identity.sign_ins (
  token_hash bytea primary key,
  user_id uuid not null,
  created_at timestamptz not null,
  expires_at timestamptz not null
);
comment on table identity.sign_ins is 'local: one row a signed-in browser or program; gone at sign-out';

create index sign_ins_by_user on identity.sign_ins (user_id);
create index sign_ins_by_expiry on identity.sign_ins (expires_at);

alter table identity.sign_ins add constraint sign_ins_user foreign key (user_id) references identity.users (id) on delete cascade;
