-- What is done once for the whole installation, at its times, whichever instance does it.

create table app.jobs (
  name text primary key,
  next_at timestamptz not null,
  held_until timestamptz,
  began_at timestamptz,
  ended_at timestamptz,
  done_at timestamptz,
  failures int not null default 0,
  told text,
  fault text,
  constraint job_named check (name <> '')
);
comment on table app.jobs is 'local: jobs by name: when they are due, who is at it, how it went';
comment on column app.jobs.held_until is 'an instance is at it until here at the latest; it moves this on while it works';
comment on column app.jobs.failures is 'in a row, since it was last done';
