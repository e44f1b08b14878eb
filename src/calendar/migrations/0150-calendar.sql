-- The vendor's own closures and the imported national holidays. All tables are reference: small, read everywhere.

create table calendar.closures (
  date date not null,
  name text not null,
  at timestamptz not null,
  by uuid not null,
  constraint closures_pkey primary key (date),
  constraint closure_named check (name <> '')
);
comment on table calendar.closures is 'reference: days on which the vendor is closed, besides the catalogue''s yearly closures (edge.3)';

create table calendar.imports (
  id uuid not null,
  country text not null,
  source text not null,
  sha256 text not null,
  encoding text not null,
  first_year int not null,
  last_year int not null,
  days int not null,
  at timestamptz not null,
  by uuid,
  constraint imports_pkey primary key (id),
  constraint import_years_in_order check (first_year <= last_year),
  constraint import_not_empty check (days > 0)
);
comment on table calendar.imports is 'reference: every import of an official holiday file, append-only; by is null from the command line';

create table calendar.imported_holidays (
  country text not null,
  date date not null,
  name text not null,
  import_id uuid not null,
  constraint imported_holidays_pkey primary key (country, date),
  constraint imported_holiday_named check (name <> '')
);
comment on table calendar.imported_holidays is 'reference: official holidays; in the years they cover they replace the bundled list';

create table calendar.version (
  only_row boolean not null default true,
  stamp uuid not null,
  constraint version_pkey primary key (only_row),
  constraint version_one_row check (only_row)
);
comment on table calendar.version is 'reference: one row; a new random stamp with every change, so that calendars kept in memory are known to be stale';
insert into calendar.version (stamp) values ('00000000-0000-4000-8000-000000000000');

alter table calendar.imported_holidays
  add constraint imported_holidays_import_fkey foreign key (import_id) references calendar.imports (id) on delete restrict;

-- A closure is added or taken away, never renamed; an import is history.
revoke update on calendar.closures from bansou_app;
revoke update, delete on calendar.imports from bansou_app;
revoke update on calendar.imported_holidays from bansou_app;
revoke insert, delete on calendar.version from bansou_app;
