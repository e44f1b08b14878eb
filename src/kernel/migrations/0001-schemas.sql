-- One schema a room, and the role that the application works under. Written for any owner with CREATEROLE and the right
-- to create in this database, on PostgreSQL 15 or newer.

create schema if not exists terms;
create schema if not exists calendar;
create schema if not exists people;
create schema if not exists ledger;
create schema if not exists charges;
create schema if not exists notices;
create schema if not exists contracts;
create schema if not exists sessions;
create schema if not exists intake;
create schema if not exists app;
create schema if not exists identity;

-- Equality of ids beside overlap of times in one exclusion constraint.
create extension if not exists btree_gist;

-- Roles belong to the whole server: another database of it may have made this one, perhaps at this very moment.
do $$
begin
  if not exists (select from pg_roles where rolname = 'bansou_app') then
    create role bansou_app nologin nosuperuser nobypassrls nocreatedb nocreaterole;
  end if;
exception when duplicate_object or unique_violation then
  null;
end
$$;

do $$
begin
  if exists (select from pg_roles where rolname = 'bansou_app' and (rolsuper or rolbypassrls)) then
    raise exception 'the role bansou_app must be neither superuser nor bypass row-level security';
  end if;
end
$$;

-- SET ROLE needs membership; from 16 on, making a role does not give it.
do $$
begin
  if not (select rolsuper from pg_roles where rolname = current_user) then
    execute format('grant bansou_app to %I', current_user);
  end if;
exception when insufficient_privilege then
  if not pg_has_role(current_user, 'bansou_app', 'member') then
    raise exception 'the role bansou_app exists; grant it to %: grant bansou_app to %', current_user, current_user;
  end if;
end
$$;

-- Every table made later in these schemas may be read and written by the application; where a table is append-only, its
-- own migration revokes update and delete.
do $$
declare
  room text;
begin
  foreach room in array array['terms', 'calendar', 'people', 'ledger', 'charges', 'notices', 'contracts', 'sessions', 'intake', 'app', 'identity'] loop
    execute format('grant usage on schema %I to bansou_app', room);
    execute format('alter default privileges in schema %I grant select, insert, update, delete on tables to bansou_app', room);
    execute format('alter default privileges in schema %I grant usage, select on sequences to bansou_app', room);
  end loop;
end
$$;
