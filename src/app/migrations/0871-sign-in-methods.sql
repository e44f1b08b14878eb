-- Ways to sign in besides a password, and how far a sign-in reaches.

alter table identity.sign_ins add column methods text[] not null default '{}';
alter table identity.sign_ins add column seen_at timestamptz;
alter table identity.sign_ins add column scopes text[];
alter table identity.sign_ins add column provider_id uuid;
alter table identity.sign_ins add column link_id uuid;
comment on column identity.sign_ins.methods is 'how the person was known; whether that is enough is asked at every look';
comment on column identity.sign_ins.scopes is 'the only actions it is good for; null: all that the roles allow';
comment on column identity.sign_ins.provider_id is 'the provider that vouched for the person, and so only for its own organisation';
comment on column identity.sign_ins.link_id is 'the personal link it was opened by, and ends with';
create index sign_ins_by_link on identity.sign_ins (link_id) where link_id is not null;
create index sign_ins_by_provider on identity.sign_ins (provider_id) where provider_id is not null;

-- The secret is sealed with the installation's key, which is not in the database.
create table identity.second_factors (
  user_id uuid primary key,
  secret bytea not null,
  created_at timestamptz not null,
  confirmed_at timestamptz,
  last_step bigint
);
comment on table identity.second_factors is 'local: one authenticator app a person; in force once confirmed';
comment on column identity.second_factors.last_step is 'the latest time step whose code was accepted: none is accepted twice';
alter table identity.second_factors add constraint second_factors_user foreign key (user_id) references identity.users (id) on delete cascade;

create table identity.recovery_codes (
  user_id uuid not null,
  code_hash bytea not null,
  used_at timestamptz,
  primary key (user_id, code_hash)
);
comment on table identity.recovery_codes is 'local: digests of codes that stand in for the authenticator app, each once';
alter table identity.recovery_codes add constraint recovery_codes_user foreign key (user_id) references identity.users (id) on delete cascade;

create table identity.passkeys (
  id uuid primary key,
  user_id uuid not null,
  credential_id text not null,
  public_key bytea not null,
  counter bigint not null,
  transports text[] not null default '{}',
  rp_id text not null,
  name text not null check (name <> ''),
  created_at timestamptz not null,
  used_at timestamptz,
  constraint passkeys_credential_unique unique (credential_id)
);
comment on table identity.passkeys is 'local: public keys of passkeys, with the address they were made for';
create index passkeys_by_user on identity.passkeys (user_id);
alter table identity.passkeys add constraint passkeys_user foreign key (user_id) references identity.users (id) on delete cascade;

create table identity.challenges (
  token_hash bytea primary key,
  purpose text not null check (purpose in ('passkey-sign-in', 'passkey-register', 'provider')),
  data jsonb not null,
  expires_at timestamptz not null
);
comment on table identity.challenges is 'local: what was asked of a browser and is answered once, within minutes';
create index challenges_by_expiry on identity.challenges (expires_at);

create table identity.providers (
  id uuid primary key,
  name text not null check (name <> ''),
  side text not null check (side in ('vendor', 'partner', 'customer')),
  account_id uuid,
  partner_id uuid,
  issuer text not null,
  client_id text not null,
  client_secret bytea not null,
  domains text[] not null check (cardinality(domains) > 0),
  active boolean not null default true,
  created_at timestamptz not null,
  version int not null default 1,
  constraint providers_customer_has_account check ((side = 'customer') = (account_id is not null)),
  constraint providers_partner_has_partner check ((side = 'partner') = (partner_id is not null))
);
comment on table identity.providers is 'local: OpenID Connect providers, each of one organisation; the client secret is sealed';

alter table identity.users add column kind text not null default 'person';
alter table identity.users add constraint users_kind_known check (kind in ('person', 'service'));
comment on column identity.users.kind is 'a service account has no password; API keys act as it';

create table identity.api_keys (
  id uuid primary key,
  user_id uuid not null,
  name text not null check (name <> ''),
  key_hash bytea not null,
  hint text not null,
  scopes text[] not null check (cardinality(scopes) > 0),
  created_at timestamptz not null,
  created_by uuid,
  expires_at timestamptz,
  used_at timestamptz,
  revoked_at timestamptz,
  constraint api_keys_hash_unique unique (key_hash)
);
comment on table identity.api_keys is 'local: keys of programs, as digests; each good for its scopes only';
create index api_keys_by_user on identity.api_keys (user_id);
alter table identity.api_keys add constraint api_keys_user foreign key (user_id) references identity.users (id) on delete cascade;

-- Where demo data was loaded before there was a second factor, the printed sign-ins go on working.
insert into app.settings (name, value, at)
select 'second-factor', '"off"'::jsonb, s.at from app.settings s where s.name = 'demo' and s.value = '"loaded"'::jsonb
on conflict (name) do nothing;

-- Identity is asked by the application for everybody; a transaction bound to an account or to staff sees none of it.
do $$
declare
  name text;
begin
  foreach name in array array['users', 'memberships', 'sign_ins', 'second_factors', 'recovery_codes', 'passkeys', 'challenges', 'providers', 'api_keys'] loop
    execute format('alter table identity.%I enable row level security', name);
    execute format('alter table identity.%I force row level security', name);
    execute format('create policy %I on identity.%I using (current_setting(''app.scope'', true) = ''vendor'')', name || '_identity', name);
  end loop;
end
$$;
