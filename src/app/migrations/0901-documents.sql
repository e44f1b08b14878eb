-- Papers as they were made: bytes and all, so that whoever prints one again holds the same paper.
create table app.documents (
  account_id uuid not null,
  id uuid not null,
  kind text not null check (kind in ('confirmation', 'usage')),
  language text not null check (language in ('ja', 'en')),
  -- The contract that it is about.
  subject_id uuid not null,
  -- Printed on the paper: unique within the account by its id.
  number text not null,
  -- Of everything on it but its day and number: the same facts are the same paper.
  content_hash text not null,
  pages integer not null check (pages > 0),
  file bytea not null,
  made_at timestamptz not null,
  made_by uuid,
  made_by_name text not null,
  primary key (account_id, id),
  constraint one_paper_of_the_same_facts unique (account_id, kind, subject_id, language, content_hash)
);
comment on table app.documents is 'tenant: papers that were made, byte for byte';
create index documents_by_id on app.documents (id);
alter table app.documents enable row level security;
alter table app.documents force row level security;
create policy own_account on app.documents using (
  current_setting('app.scope', true) = 'vendor' or account_id = nullif(current_setting('app.account_id', true), '')::uuid);
revoke update, delete, truncate on app.documents from bansou_app;
