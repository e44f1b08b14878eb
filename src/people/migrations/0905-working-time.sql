-- When people work: hours by weekday, absences, and what they can do. A person without a row works in the hours of service.

create table people.working_times (
  staff_id uuid not null,
  own_hours boolean not null,
  kinds text[],
  languages text[],
  most_a_day int,
  buffer_before int not null,
  buffer_after int not null,
  version int not null,
  constraint working_times_pkey primary key (staff_id),
  constraint working_time_some_a_day check (most_a_day > 0),
  constraint working_time_buffers check (buffer_before between 0 and 480 and buffer_after between 0 and 480),
  constraint working_time_version_counts check (version > 0)
);
comment on table people.working_times is 'reference: what somebody who delivers services can do, and how closely one session follows another';

create table people.working_hours (
  staff_id uuid not null,
  weekday smallint not null,
  from_minute smallint not null,
  until_minute smallint not null,
  constraint working_hours_pkey primary key (staff_id, weekday, from_minute),
  constraint working_hours_weekday check (weekday between 0 and 6),
  constraint working_hours_within_a_day check (0 <= from_minute and from_minute < until_minute and until_minute <= 1440),
  constraint working_hours_apart exclude using gist (staff_id with =, weekday with =, int4range(from_minute, until_minute) with &&)
);
comment on table people.working_hours is 'reference: hours in which somebody works, by weekday (0 = Sunday), in the catalogue''s zone';

create table people.absences (
  id uuid not null,
  staff_id uuid not null,
  kind text not null,
  during tstzrange not null,
  first_day date,
  last_day date,
  constraint absences_pkey primary key (id),
  constraint absences_apart exclude using gist (staff_id with =, during with &&),
  constraint absence_bounded check (not isempty(during) and not lower_inf(during) and not upper_inf(during)),
  constraint absence_of_whole_days check ((first_day is null) = (last_day is null) and first_day <= last_day),
  constraint absence_kind_known check (kind in ('leave', 'training', 'travel', 'other'))
);
comment on table people.absences is 'reference: when somebody is away; of whole days where the days are given';

alter table people.working_times
  add constraint working_time_of_staff foreign key (staff_id) references people.staff (id) on delete restrict;
alter table people.working_hours
  add constraint working_hours_of_staff foreign key (staff_id) references people.staff (id) on delete restrict;
alter table people.absences
  add constraint absence_of_staff foreign key (staff_id) references people.staff (id) on delete restrict;

revoke delete on people.working_times from bansou_app;
revoke update on people.absences from bansou_app;

-- When people are booked in a span, by the index, as people.is_busy looks past row-level security: no session, no account.
create function people.busy_times(persons uuid[], starts timestamptz, ends timestamptz)
returns table (staff_id uuid, begins timestamptz, ceases timestamptz)
language plpgsql stable security definer set search_path = '' set enable_seqscan = off as $$
begin
  return query select b.staff_id, lower(b.during), upper(b.during) from people.bookings b
    where b.staff_id = any (persons) and b.during && tstzrange(starts, ends) order by b.staff_id, lower(b.during);
end
$$;
revoke execute on function people.busy_times from public;
grant execute on function people.busy_times to bansou_app;
