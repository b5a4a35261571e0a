-- What a detail says as a number: not what only programs write, such as 0x1F, Infinity and NaN.
create function number_of(value text) returns double precision
  language sql immutable parallel safe
as $$
  select case when value ~ '^[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?$' and pg_input_is_valid(value, 'float8') then value::float8 end
$$;

create or replace function values_of(company bigint, details jsonb)
  returns table (attribute_id bigint, text text, number double precision, date date)
  language sql stable
as $$
  select d.id, left(lower(v.value), 201),
    case when d.type = 'number' then number_of(v.value) end,
    case when d.type = 'date' and v.value ~ '^\d{4}-\d\d-\d\d' and pg_input_is_valid(left(v.value, 10), 'date')
      then left(v.value, 10)::date end
  from custom_attributes d cross join lateral (select nullif(trim(details ->> d.key), '') as value) v
  where d.company_id = company and v.value is not null
$$;
