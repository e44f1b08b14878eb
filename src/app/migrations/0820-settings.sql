-- What the installation remembers of itself: whether demo data was loaded, which day the ledger was turned to.

create table app.settings (
  name text primary key,
  value jsonb not null,
  at timestamptz not null,
  constraint setting_named check (name <> '')
);
comment on table app.settings is 'local: facts about this installation, by name';
