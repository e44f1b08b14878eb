-- What the vendor sends to a customer to be accepted: a contract or an order as it was quoted, until a day. The customer's
-- own acceptance runs the command (scope.1); nothing that a date can tell is stored, so an expired offer is an open one.
create table contracts.offers (
  account_id uuid not null,
  id uuid not null,
  kind text not null check (kind in ('contract', 'order')),
  -- The command's own fields, without any acceptance.
  asked jsonb not null,
  -- The decision as it was sent, word for word, and what tells it from another.
  quoted json not null,
  quoted_as text not null,
  terms_version text not null,
  last_day date not null,
  note text check (note <> ''),
  state text not null check (state in ('open', 'accepted', 'declined', 'withdrawn')),
  asked_at timestamptz not null,
  asked_by uuid not null,
  asked_by_name text not null,
  decided_at timestamptz,
  decided_by uuid,
  decided_by_name text,
  reason text check (reason <> ''),
  -- The contract or order that the acceptance made.
  made_id uuid,
  version integer not null,
  primary key (account_id, id),
  constraint offer_decided_whole check ((state = 'open') = (decided_at is null) and (decided_at is null) = (decided_by is null)
    and (decided_at is null) = (decided_by_name is null)),
  constraint acceptance_makes check ((state = 'accepted') = (made_id is not null))
);
comment on table contracts.offers is 'tenant: contracts and orders sent to a customer to be accepted, and what became of them';
create index offers_by_id on contracts.offers (id);
alter table contracts.offers enable row level security;
alter table contracts.offers force row level security;
create policy own_account on contracts.offers using (
  current_setting('app.scope', true) = 'vendor' or account_id = nullif(current_setting('app.account_id', true), '')::uuid);
revoke delete, truncate on contracts.offers from bansou_app;
