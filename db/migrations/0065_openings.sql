-- How a campaign is offered to whom it meets in a messenger. Without a row it is not offered; its own links lead to it all
-- the same.
create table openings (
  company_id bigint not null,
  campaign_id bigint not null,
  mode text not null check (mode in ('disabled', 'job', 'inquiry')),
  -- Empty: the campaign's own.
  title text not null default '' check (length(title) <= 80),
  subtitle text not null default '' check (length(subtitle) <= 80),
  description text not null default '',
  -- Whoever sends this word, and nothing else, comes for this campaign. In lower case, without accents.
  keyword text,
  updated_at timestamptz not null default now(),
  primary key (company_id, campaign_id),
  foreign key (company_id, campaign_id) references campaigns (company_id, id) on delete cascade
);
create unique index openings_keyword on openings (company_id, keyword) where keyword is not null;
call protect_tenant_table('openings');
call hide_deleted_campaigns('openings');

-- What can be chosen from, where a message offers that: {text, choose, cards, more}.
alter table messages add column menu jsonb;

-- Where candidates find the sender: its number, or the page's name in links. Null where nobody knows.
alter table channel_connections add column address text;

-- As before, and a 0 among `campaigns` means those who came without one.
create or replace function search_applications(
  terms text[], nearly boolean, campaigns bigint[], folders text[], label bigint,
  sort text, descending boolean, after_at timestamptz, after_id bigint, how_many integer, except_number bigint
) returns setof bigint
  language plpgsql stable security definer
  set search_path = public
  set pg_trgm.similarity_threshold = 0.4
  set enable_seqscan = off
  set enable_hashjoin = off
  set enable_mergejoin = off
  set max_parallel_workers_per_gather = 0
as $$
declare
  few constant integer := 1500;
  company bigint := current_company();
  sort_column text := case sort when 'active' then 'last_activity_at' else 'added_at' end;
  direction text := case when descending then 'desc' else 'asc' end;
  matching text := format('c.company_id = %s', company);
  query text;
  found bigint[];
  -- This function acts as parley_system, from whom deleted campaigns are not hidden.
  deleted bigint[] := array(select d.campaign_id from campaign_deletions d where d.company_id = company);
  term text;
begin
  foreach term in array terms loop
    matching := matching || ' and ' || search_condition(term, nearly);
  end loop;
  execute format('select array(select c.id from candidates c where %s limit %s)', matching, few + 1) into found;
  if cardinality(found) = 0 then return; end if;
  if cardinality(found) <= few then
    query := format('select a.id from applications a where a.company_id = %s and a.candidate_id = any (%L::bigint[])', company, found);
  else
    query := format('select a.id from applications a join candidates c on c.company_id = a.company_id and c.id = a.candidate_id where a.company_id = %s and %s', company, matching);
  end if;
  -- One value is compared as such: an index that ends with the sort key then gives the rows in order.
  if campaigns = array[0::bigint] then query := query || ' and a.campaign_id is null';
  elsif 0 = any (campaigns) then
    query := query || format(' and (a.campaign_id = any (%L::bigint[]) or a.campaign_id is null)', campaigns);
  elsif cardinality(campaigns) = 1 then query := query || format(' and a.campaign_id = %s', campaigns[1]);
  elsif campaigns is not null then query := query || format(' and a.campaign_id = any (%L::bigint[])', campaigns); end if;
  if cardinality(folders) = 1 then query := query || format(' and a.folder = %L', folders[1]);
  elsif folders is not null then query := query || format(' and a.folder = any (%L::text[])', folders); end if;
  if cardinality(deleted) > 0 then
    query := query || format(' and (a.campaign_id = any (%L::bigint[])) is not true', deleted);
  end if;
  if label is not null then
    query := query || format(' and exists (select from application_labels l where l.company_id = a.company_id and l.application_id = a.id and l.label_id = %s)', label);
  end if;
  if except_number is not null then
    query := query || format(' and a.id <> %1$s and a.candidate_id <> %1$s', except_number);
  end if;
  if after_id is not null then
    query := query || format(' and (a.%I, a.id) %s (%L::timestamptz, %s)', sort_column, case when descending then '<' else '>' end, after_at, after_id);
  end if;
  return query execute query || format(' order by a.%I %s, a.id %2$s limit %s', sort_column, direction, how_many);
end $$;
