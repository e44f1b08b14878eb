create table sessions.journeys (
  account_id uuid not null,
  id uuid not null,
  holder_id uuid not null,
  day date not null,
  office text not null,
  region text not null,
  -- The trip it drew, or the charge it raised.
  window_id uuid,
  charge_id uuid,
  -- Sessions that stand on it; at 0 its trip went back.
  standing integer not null check (standing >= 0),
  -- A session on it was held or missed: its trip is made and stays drawn.
  made boolean not null,
  primary key (account_id, id),
  constraint one_journey unique (account_id, holder_id, day, office, region)
);
create table sessions.sessions (
  account_id uuid not null,
  id uuid not null,
  holder_type text not null check (holder_type in ('contract', 'order')),
  holder_id uuid not null,
  kind text not null,
  place text not null,
  region text,
  office text,
  language text not null,
  -- The wall clock of the catalogue's zone, and the same as instants.
  day date not null,
  start_minute integer not null check (start_minute between 0 and 1439),
  minutes integer not null check (minutes > 0),
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  state text not null check (state in ('booked', 'completed', 'cancelled', 'no-show')),
  staff_id uuid,
  window_id uuid,
  drawn integer not null check (drawn >= 0),
  journey_id uuid,
  actual_minutes integer,
  excess_minutes integer not null default 0,
  draws jsonb not null,
  charges jsonb not null,
  terms_version text not null,
  created_at timestamptz not null,
  version integer not null,
  primary key (account_id, id)
);
create index sessions_by_id on sessions.sessions (id);
create index sessions_of_holder on sessions.sessions (account_id, holder_id, kind) where state <> 'cancelled';
create index sessions_of_account on sessions.sessions (account_id, starts_at desc);
create index sessions_by_time on sessions.sessions (starts_at);
alter table sessions.sessions add constraint session_on_journey foreign key (account_id, journey_id) references sessions.journeys (account_id, id) on delete restrict;
alter table sessions.journeys enable row level security;
alter table sessions.journeys force row level security;
create policy own_account on sessions.journeys using (
  current_setting('app.scope', true) = 'vendor' or account_id = nullif(current_setting('app.account_id', true), '')::uuid);
alter table sessions.sessions enable row level security;
alter table sessions.sessions force row level security;
create policy own_account on sessions.sessions using (
  current_setting('app.scope', true) = 'vendor' or account_id = nullif(current_setting('app.account_id', true), '')::uuid);
