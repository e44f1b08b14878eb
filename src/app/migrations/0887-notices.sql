-- What people are told of: one row a person and cause, with what is still to be sent of it.

create table app.happenings (
  id uuid primary key,
  kind text not null,
  cause text not null,
  at timestamptz not null,
  of_account uuid,
  audience jsonb not null,
  facts jsonb not null,
  constraint happening_named check (kind <> '' and cause <> '')
);
comment on table app.happenings is 'local: what happened and is not yet told; written in the transaction of its cause';

create table app.notice_marks (
  name text primary key,
  kept bigint not null,
  -- Numbers below `kept` that were not there when it was passed: not yet committed, or never.
  gaps jsonb not null
);
comment on table app.notice_marks is 'local: up to which decision people have been told';

create table app.notices (
  recipient_id uuid not null,
  id uuid not null,
  kind text not null,
  cause text not null,
  at timestamptz not null,
  of_account uuid,
  facts jsonb not null,
  shown boolean not null,
  read_at timestamptz,
  waits_for text check (waits_for in ('daily', 'weekly')),
  primary key (recipient_id, id),
  constraint told_once unique (recipient_id, cause)
) with (fillfactor = 80);
comment on table app.notices is 'local: what a person (or a webhook) was told of, in facts; words are made when it is read';
comment on column app.notices.shown is 'whether it stands in the person''s list; else it was only sent';
comment on column app.notices.waits_for is 'the letter that will gather it; null: none, or it has gone';

create index notices_unread on app.notices (recipient_id) where shown and read_at is null;
create index notices_waiting on app.notices (waits_for, recipient_id) where waits_for is not null;

create table app.notice_choices (
  user_id uuid not null,
  kind text not null,
  in_app boolean not null,
  mail text not null check (mail in ('off', 'once', 'daily', 'weekly')),
  slack boolean not null,
  teams boolean not null,
  primary key (user_id, kind)
);
comment on table app.notice_choices is 'local: what a person chose of a kind of notice; without a row the role''s default holds';

create table app.webhooks (
  id uuid primary key,
  service text not null check (service in ('slack', 'teams')),
  label text not null check (label <> ''),
  host text not null,
  language text not null check (language in ('ja', 'en')),
  sealed bytea not null,
  user_id uuid,
  side text check (side in ('vendor', 'partner', 'customer')),
  organisation_id uuid,
  kinds text[] not null,
  free_at timestamptz not null,
  broken_at timestamptz,
  created_at timestamptz not null,
  created_by uuid not null,
  constraint webhook_of_one check ((user_id is null) <> (side is null))
);
comment on table app.webhooks is 'local: where messages of a person, or of an organisation, are posted to; the address is kept sealed';
comment on column app.webhooks.free_at is 'the service takes the next message from here on';
create index webhooks_of_user on app.webhooks (user_id) where user_id is not null;

create table app.known_browsers (
  user_id uuid not null,
  browser text not null,
  first_at timestamptz not null,
  primary key (user_id, browser)
);
comment on table app.known_browsers is 'local: what a person signed in with before, as a digest, so that a new one is told of';
