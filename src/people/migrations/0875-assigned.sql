-- Who is merely assigned (a partner's people, the vendor's trainers) sees a customer as long as one of the own people is
-- booked there, and some days longer, to confirm the minutes. `app.ended_after` is the moment before which a session must
-- have ended to be forgotten: the application hands it over, so that no policy asks the machine for the time.
create policy served_by_the_assigned on people.accounts for select using (
  account_id in (
    select b.account_id from people.bookings b
    where b.staff_id = any (nullif(current_setting('app.staff_ids', true), '')::uuid[])
      and upper(b.during) > nullif(current_setting('app.ended_after', true), '')::timestamptz));

-- A customer's transaction may learn that somebody is busy; who is assigned sees the own people's time only.
alter table people.bookings enable row level security;
alter table people.bookings force row level security;
create policy everybodys_time on people.bookings using (coalesce(current_setting('app.staff_ids', true), '') = '');
create policy own_peoples_time on people.bookings for select using (
  staff_id = any (nullif(current_setting('app.staff_ids', true), '')::uuid[]));

-- A customer's leaders and card owners know the company that they belong to. Every other table of an account is closed to
-- them unless it says otherwise: `app.account_id` is not set for them.
create policy own_company on people.accounts for select using (
  account_id = nullif(current_setting('app.department_account_id', true), '')::uuid);
