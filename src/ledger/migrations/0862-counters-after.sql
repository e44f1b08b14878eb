-- Each entry keeps the counters as it left them, so that a past moment is one entry and not all before it. What was
-- consumed is the rest: granted - held - lapsed - left.
alter table ledger.entries add column granted_after integer, add column held_after integer, add column lapsed_after integer;
update ledger.entries e set granted_after = s.granted, held_after = s.held, lapsed_after = s.lapsed
from (
  select account_id, id,
    sum(case when kind in ('grant', 'adjust') then amount else 0 end) over w as granted,
    sum(case kind when 'hold' then amount when 'release' then -amount when 'settle' then -amount else 0 end) over w as held,
    sum(case kind when 'lapse' then amount else 0 end) over w as lapsed
  from ledger.entries window w as (partition by account_id, window_id order by seq)) s
where e.account_id = s.account_id and e.id = s.id;
alter table ledger.entries alter column granted_after set not null, alter column held_after set not null, alter column lapsed_after set not null;
create index entries_at on ledger.entries (account_id, window_id, at, seq);
