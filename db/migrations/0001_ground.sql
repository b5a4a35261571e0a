-- Extensions, the two roles that the program acts as, and the helpers that policies and indexes need.

create extension if not exists pg_trgm;
create extension if not exists btree_gin;
create extension if not exists unaccent;
create extension if not exists citext;

-- parley_app acts for one company (set per transaction); parley_system does the work that spans companies
-- (queues, sandbox, housekeeping). Neither owns a table, neither bypasses row security.
-- Roles belong to the cluster, not to the database, so another database may have made them already, at this very moment.
do $$
declare
  role_name text;
begin
  foreach role_name in array array['parley_app', 'parley_system'] loop
    begin
      if not exists (select from pg_roles where rolname = role_name) then
        execute format('create role %I nologin', role_name);
      end if;
    exception when duplicate_object or unique_violation then null;
    end;
    if not pg_has_role(current_user, role_name, 'SET') then
      execute format('grant %I to current_user', role_name);
    end if;
  end loop;
end $$;

grant usage on schema public to parley_app, parley_system;
alter default privileges in schema public grant usage on sequences to parley_app, parley_system;

-- The company of this transaction; null outside of one, and then no policy lets a row through.
create function current_company() returns bigint
  language sql stable parallel safe
  return nullif(current_setting('app.company_id', true), '')::bigint;

-- unaccent() depends on a dictionary and is not immutable; naming the dictionary makes it safe to index.
create function fold_text(value text) returns text
  language sql immutable strict parallel safe
  return lower(public.unaccent('public.unaccent', value));

-- What every tenant table needs: row security even for the owner, one policy for the company, one for the system.
create procedure protect_tenant_table(name text, key text default 'company_id')
  language plpgsql as $$
begin
  execute format('alter table %I enable row level security', name);
  execute format('alter table %I force row level security', name);
  execute format('create policy company on %I to parley_app using (%I = current_company()) with check (%I = current_company())', name, key, key);
  execute format('create policy system on %I to parley_system using (true) with check (true)', name);
  execute format('grant select, insert, update, delete on %I to parley_app, parley_system', name);
end $$;

-- A security definer function acts as parley_system, not as the tables' owner. To be given a function, a role needs to
-- be able to create in the schema: for that moment alone.
create procedure give_to_system(signature regprocedure)
  language plpgsql as $$
begin
  grant create on schema public to parley_system;
  execute format('alter function %s owner to parley_system', signature);
  revoke create on schema public from parley_system;
end $$;
