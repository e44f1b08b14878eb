-- Card intake: what was requested, what the survey says, what was ordered.
create table intake.projects (
  account_id uuid not null,
  id uuid not null,
  -- What brings the right: a contract with its plan, or an order of an add-on.
  holder_type text not null check (holder_type in ('contract', 'order')),
  holder_id uuid not null,
  way text not null check (way in ('mail', 'visit')),
  settings text[] not null,
  minutes_away integer check (minutes_away >= 0),
  state text not null,
  terms_version text not null,
  created_at timestamptz not null,
  version integer not null,
  primary key (account_id, id),
  constraint known_state check (state in (
    'requested', 'surveying', 'estimated', 'ordered', 'kits-sent', 'in-custody', 'importing', 'returning', 'closed', 'cancelled')),
  constraint visit_states_its_journey check (way <> 'visit' or minutes_away is not null)
);
create index projects_by_id on intake.projects (id);
create index projects_newest on intake.projects (account_id, created_at desc, id desc);
-- Whom the survey was sent to. Somebody who was not asked may answer all the same.
create table intake.asked_holders (
  account_id uuid not null,
  project_id uuid not null,
  -- The name as names are compared (mail.8).
  holder_key text not null,
  holder text not null,
  asked_at timestamptz not null,
  primary key (account_id, project_id, holder_key)
);
-- Every answer as it was given; of one holder the last one counts.
create table intake.survey_answers (
  account_id uuid not null,
  project_id uuid not null,
  seq integer not null check (seq > 0),
  holder_key text not null,
  holder text not null,
  cards integer not null check (cards >= 0),
  at timestamptz not null,
  by_user uuid,
  by_name text not null,
  primary key (account_id, project_id, seq)
);
create index answers_of_holder on intake.survey_answers (account_id, project_id, holder_key, seq desc);
-- The estimate as frozen by the order, with the price that it fixed (mail.12): once a project, never changed.
create table intake.estimates (
  account_id uuid not null,
  project_id uuid not null,
  cards bigint not null check (cards >= 0),
  answered integer not null check (answered > 0),
  amount bigint check (amount >= 0),
  currency text not null,
  clause text not null,
  -- The line in the books of money.
  line_id uuid not null,
  terms_version text not null,
  at timestamptz not null,
  by_user uuid,
  by_name text not null,
  constraint one_estimate_a_project primary key (account_id, project_id)
);
-- What was agreed on the dates, and every change of it (mail.9); the last one holds.
create table intake.schedules (
  account_id uuid not null,
  project_id uuid not null,
  seq integer not null check (seq > 0),
  start_monday date not null,
  -- Days of a visit; none by mail.
  work_days date[] not null,
  -- From 00:00 of this day on, change and cancellation carry the fee (mail.11).
  deadline date not null,
  at timestamptz not null,
  by_user uuid,
  by_name text not null,
  primary key (account_id, project_id, seq),
  constraint weeks_start_on_monday check (extract(isodow from start_monday) = 1)
);
alter table intake.asked_holders add constraint asked_of_project foreign key (account_id, project_id) references intake.projects (account_id, id) on delete restrict;
alter table intake.survey_answers add constraint answer_of_project foreign key (account_id, project_id) references intake.projects (account_id, id) on delete restrict;
alter table intake.estimates add constraint estimate_of_project foreign key (account_id, project_id) references intake.projects (account_id, id) on delete restrict;
alter table intake.schedules add constraint schedule_of_project foreign key (account_id, project_id) references intake.projects (account_id, id) on delete restrict;
alter table intake.projects enable row level security;
alter table intake.projects force row level security;
create policy own_account on intake.projects using (
  current_setting('app.scope', true) = 'vendor' or account_id = nullif(current_setting('app.account_id', true), '')::uuid);
alter table intake.asked_holders enable row level security;
alter table intake.asked_holders force row level security;
create policy own_account on intake.asked_holders using (
  current_setting('app.scope', true) = 'vendor' or account_id = nullif(current_setting('app.account_id', true), '')::uuid);
alter table intake.survey_answers enable row level security;
alter table intake.survey_answers force row level security;
create policy own_account on intake.survey_answers using (
  current_setting('app.scope', true) = 'vendor' or account_id = nullif(current_setting('app.account_id', true), '')::uuid);
alter table intake.estimates enable row level security;
alter table intake.estimates force row level security;
create policy own_account on intake.estimates using (
  current_setting('app.scope', true) = 'vendor' or account_id = nullif(current_setting('app.account_id', true), '')::uuid);
alter table intake.schedules enable row level security;
alter table intake.schedules force row level security;
create policy own_account on intake.schedules using (
  current_setting('app.scope', true) = 'vendor' or account_id = nullif(current_setting('app.account_id', true), '')::uuid);
revoke update, delete, truncate on intake.survey_answers, intake.estimates, intake.schedules from bansou_app;
