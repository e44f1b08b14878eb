-- Invitations to an organisation with the roles that they give, each with the one link that opens it; and when somebody
-- last signed in for an organisation.

create table identity.invitations (
  id uuid primary key,
  email text not null,
  name text,
  side text not null check (side in ('vendor', 'partner', 'customer')),
  account_id uuid,
  partner_id uuid,
  staff_id uuid,
  gives jsonb not null,
  language text not null check (language in ('ja', 'en')),
  link_id uuid not null,
  created_at timestamptz not null,
  created_by uuid,
  sent_at timestamptz not null,
  expires_at timestamptz not null,
  accepted_at timestamptz,
  accepted_by uuid,
  withdrawn_at timestamptz,
  constraint invitations_customer_has_account check ((side = 'customer') = (account_id is not null)),
  constraint invitations_partner_has_partner check ((side = 'partner') = (partner_id is not null)),
  constraint invitations_give_something check (jsonb_array_length(gives) > 0),
  constraint invitations_end_once check (accepted_at is null or withdrawn_at is null)
);
comment on table identity.invitations is 'local: people asked into an organisation who have not come yet, and those who came';
comment on column identity.invitations.gives is 'roles with department and first and last moment, given when it is accepted';
create index invitations_by_link on identity.invitations (link_id);
create unique index invitation_open_once on identity.invitations
  (email, side, coalesce(account_id, partner_id, '00000000-0000-0000-0000-000000000000'))
  where accepted_at is null and withdrawn_at is null;
alter table identity.invitations
  add constraint invitations_link foreign key (link_id) references identity.links (id) on delete restrict;
alter table identity.invitations enable row level security;
alter table identity.invitations force row level security;
create policy invitations_identity on identity.invitations using (current_setting('app.scope', true) = 'vendor');
revoke delete on identity.invitations from bansou_app;

alter table identity.memberships add column signed_in_at timestamptz;
comment on column identity.memberships.signed_in_at is 'when the person last signed in for this organisation';
