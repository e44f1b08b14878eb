-- Letters and messages to the outside: written in the transaction of their cause, sent afterwards by a worker.

create table app.outbox (
  id uuid primary key,
  channel text not null check (channel in ('mail', 'slack', 'teams')),
  recipient text not null check (recipient <> '' and recipient !~ '[[:cntrl:]]'),
  language text not null check (language in ('ja', 'en')),
  kind text not null check (kind <> ''),
  subject text not null check (subject <> '' and subject !~ '[[:cntrl:]]'),
  text text not null,
  unsubscribe text,
  state text not null check (state in ('waiting', 'sent', 'dead', 'handled')),
  tries int not null default 0 check (tries >= 0),
  next_at timestamptz not null,
  held_until timestamptz,
  created_at timestamptz not null,
  ended_at timestamptz,
  fault text,
  constraint outbox_ended check ((state = 'waiting') = (ended_at is null))
) with (fillfactor = 80);
comment on table app.outbox is 'local: letters and messages to the outside; the text of one that was sent is forgotten';
comment on column app.outbox.recipient is 'an e-mail address, or the id of a webhook';
comment on column app.outbox.held_until is 'an instance is sending it; after this moment another may try';

create index outbox_due on app.outbox (next_at) where state = 'waiting';
create index outbox_by_end on app.outbox (ended_at) where ended_at is not null;
