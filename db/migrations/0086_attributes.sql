-- What a company wants to know of its candidates. The values stand in applications.others under the attribute's key, as
-- texts; those that are of the attribute's type in its own form: 1200.5, 2027-03-31, the choice as it is written there.
create table custom_attributes (
  company_id bigint not null references companies (id),
  id bigint generated always as identity,
  key text not null check (length(key) between 1 and 60),
  name text not null check (length(name) between 1 and 60),
  type text not null check (type in ('text', 'number', 'date', 'choice')),
  -- Of a choice: the texts to choose from.
  choices jsonb not null default '[]',
  position integer not null,
  archived_at timestamptz,
  -- Since when attribute_values holds what all applications have of it.
  indexed_at timestamptz,
  created_at timestamptz not null default now(),
  primary key (company_id, id),
  unique (company_id, key)
);
create unique index custom_attributes_name on custom_attributes (company_id, lower(name));
call protect_tenant_table('custom_attributes');

-- The same values once more, to be filtered by: kept by triggers, whichever way the details of an application change.
create table attribute_values (
  company_id bigint not null,
  application_id bigint not null,
  attribute_id bigint not null,
  -- In lower case; of a longer text one character more than a filter can ask for.
  text text not null,
  number double precision,
  date date,
  primary key (company_id, application_id, attribute_id),
  foreign key (company_id, application_id) references applications (company_id, id) on delete cascade,
  foreign key (company_id, attribute_id) references custom_attributes (company_id, id) on delete cascade
);
create index attribute_values_text on attribute_values (company_id, attribute_id, text, application_id);
create index attribute_values_number on attribute_values (company_id, attribute_id, number, application_id)
  where number is not null;
create index attribute_values_date on attribute_values (company_id, attribute_id, date, application_id)
  where date is not null;
call protect_tenant_table('attribute_values');

-- A row of attribute_values for each attribute that these details say something of.
create function values_of(company bigint, details jsonb)
  returns table (attribute_id bigint, text text, number double precision, date date)
  language sql stable
as $$
  select d.id, left(lower(v.value), 201),
    case when d.type = 'number' and v.value ~ '^[-+]?[0-9.]' and pg_input_is_valid(v.value, 'float8')
      then v.value::float8 end,
    case when d.type = 'date' and v.value ~ '^\d{4}-\d\d-\d\d' and pg_input_is_valid(left(v.value, 10), 'date')
      then left(v.value, 10)::date end
  from custom_attributes d cross join lateral (select nullif(trim(details ->> d.key), '') as value) v
  where d.company_id = company and v.value is not null
$$;

create function index_new_details() returns trigger
  language plpgsql as $$
begin
  -- Companies without attributes pay one probe a statement.
  if exists (select from custom_attributes d where d.company_id = (select company_id from added limit 1)) then
    insert into attribute_values (company_id, application_id, attribute_id, text, number, date)
    select n.company_id, n.id, v.attribute_id, v.text, v.number, v.date
    from added n cross join lateral values_of(n.company_id, n.others) v;
  end if;
  return null;
end $$;
create trigger applications_index_insert after insert on applications
  referencing new table as added for each statement execute function index_new_details();

create function index_changed_details() returns trigger
  language plpgsql as $$
begin
  delete from attribute_values where company_id = new.company_id and application_id = new.id;
  insert into attribute_values (company_id, application_id, attribute_id, text, number, date)
  select new.company_id, new.id, v.attribute_id, v.text, v.number, v.date
  from values_of(new.company_id, new.others) v;
  return null;
end $$;
create trigger applications_index_update after update of others on applications
  for each row when (old.others is distinct from new.others) execute function index_changed_details();
