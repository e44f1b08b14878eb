-- Links that stand for a person until they are used, expire or are withdrawn: invitations, new passwords, personal pages.

create table identity.links (
  id uuid primary key,
  token_hash bytea not null,
  purpose text not null check (purpose in ('invitation', 'reset', 'personal')),
  user_id uuid,
  data jsonb not null,
  created_at timestamptz not null,
  created_by uuid,
  expires_at timestamptz not null,
  used_at timestamptz,
  withdrawn_at timestamptz,
  constraint links_token_unique unique (token_hash),
  constraint links_life check (expires_at > created_at)
);
comment on table identity.links is 'local: links sent to people; only a digest of the token, which travels in the fragment of an address';
create index links_by_user on identity.links (user_id) where user_id is not null;
create index links_by_expiry on identity.links (expires_at);
alter table identity.links add constraint links_user foreign key (user_id) references identity.users (id) on delete cascade;

alter table identity.links enable row level security;
alter table identity.links force row level security;
create policy links_identity on identity.links using (current_setting('app.scope', true) = 'vendor');
