-- Undoes a transaction whose last statements travel with its commit, where another transaction was quicker; it is played
-- again on what is true by then.
create function app.insist(holds boolean) returns void language plpgsql as $$
begin
  if holds is not true then
    raise exception 'another transaction was quicker' using errcode = 'BN001';
  end if;
end
$$;
