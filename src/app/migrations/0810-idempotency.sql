-- Commands that were sent with a key, and what they answered: written in the transaction of the command's effect.

create table app.idempotency (
  user_id uuid not null,
  key text not null,
  request_hash text not null,
  status int,
  response jsonb,
  at timestamptz not null,
  primary key (user_id, key),
  constraint idempotency_answered_whole check ((status is null) = (response is null))
) with (fillfactor = 70);
comment on table app.idempotency is 'local: a claimed key and the answer given under it; status null = no answer kept';

create index idempotency_by_at on app.idempotency (at);
