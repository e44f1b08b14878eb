-- Lists as somebody wants to see them again: filters, order and columns, by name.
create table app.saved_views (
  id uuid primary key,
  user_id uuid not null,
  screen text not null check (screen in ('accounts', 'calendar')),
  name text not null check (name <> ''),
  -- What stands in the address: filters, order, columns.
  query jsonb not null check (jsonb_typeof(query) = 'object'),
  shared boolean not null,
  version int not null check (version > 0),
  created_at timestamptz not null,
  constraint saved_view_once unique (user_id, screen, name)
);
comment on table app.saved_views is 'local: lists that somebody keeps, for oneself or for the colleagues';
create index saved_views_shared on app.saved_views (screen) where shared;
