-- Who is merely assigned sees the sessions of the own people, from the booking until some days after the end, and not those
-- that were cancelled. What a session draws, its journey, its contract and its charges stay closed.
create policy served_by_the_assigned on sessions.sessions for select using (
  state <> 'cancelled'
  and staff_id = any (nullif(current_setting('app.staff_ids', true), '')::uuid[])
  and ends_at > nullif(current_setting('app.ended_after', true), '')::timestamptz);
