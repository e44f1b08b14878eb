-- Numbers of the systems that data was imported from, and what the columns of their files mean.

create table app.external_ids (
  kind text not null,
  external_id text not null,
  subject_id uuid not null,
  -- Of what the row said, so that the same row imported again is known for the same.
  digest text not null,
  at timestamptz not null,
  primary key (kind, external_id),
  constraint external_id_kind_known check (kind in ('accounts', 'contracts', 'sessions')),
  constraint external_id_named check (external_id <> '')
);
comment on table app.external_ids is 'local: the number of an imported account, contract or session in the system it came from';
create index external_ids_by_subject on app.external_ids (subject_id);

create table app.import_mappings (
  kind text not null,
  name text not null,
  columns jsonb not null,
  at timestamptz not null,
  by_name text not null,
  primary key (kind, name),
  constraint import_mapping_kind_known check (kind in ('accounts', 'contracts', 'sessions')),
  constraint import_mapping_named check (name <> '')
);
comment on table app.import_mappings is 'local: what the columns of a source system''s files mean, by a name that people chose';

-- The vendor's own work: no customer's and no partner's transaction sees or writes here.
alter table app.external_ids enable row level security;
alter table app.external_ids force row level security;
create policy vendor_only on app.external_ids using (current_setting('app.scope', true) = 'vendor');
alter table app.import_mappings enable row level security;
alter table app.import_mappings force row level security;
create policy vendor_only on app.import_mappings using (current_setting('app.scope', true) = 'vendor');
