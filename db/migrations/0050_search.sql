-- Search. Trigram operators are not leakproof, so under row security they would get no index: the search is one
-- function that acts as parley_system and takes the company from the transaction's setting.

-- The distinct words of all names of a company: small beside the candidates, so that a misspelt word finds its
-- neighbours quickly. Words are never removed; one that nobody has any more finds nobody.
create table name_words (
  company_id bigint not null,
  word text not null,
  primary key (company_id, word)
);
create index name_words_similar on name_words using gin (company_id, word gin_trgm_ops);
call protect_tenant_table('name_words');

create function collect_name_words() returns trigger
  language plpgsql as $$
begin
  insert into name_words (company_id, word)
  select distinct company_id, word
  from added, regexp_split_to_table(fold_text(first_name || ' ' || last_name), '[^[:alnum:]]+') as word
  where length(word) >= 3
  order by 1, 2
  on conflict do nothing;
  return null;
end $$;
create trigger candidates_words_insert after insert on candidates
  referencing new table as added for each statement execute function collect_name_words();
create trigger candidates_words_update after update on candidates
  referencing new table as added for each statement execute function collect_name_words();

-- A condition on search_text for one word that was typed. Below three letters there is no trigram inside a word, so a
-- short word is looked for at the beginning of one, in every script.
create function search_condition(term text, nearest boolean) returns text
  language plpgsql stable as $$
declare
  folded constant text := fold_text(term);
  pattern constant text := replace(replace(replace(folded, '\', '\\'), '%', '\%'), '_', '\_');
  condition text;
begin
  if not nearest then
    return format('c.search_text like %L', case when length(folded) < 3 then '% ' else '%' end || pattern || '%');
  end if;
  select string_agg(format('c.search_text like %L', '%' || word || '%'), ' or ') into condition
  from (
    select word from name_words
    where company_id = current_company() and word % folded
    order by similarity(word, folded) desc, word
    limit 12
  ) near;
  return coalesce('(' || condition || ')', 'false');
end $$;

-- Ids of the applications whose candidate matches every term, in the list's order, after the given key.
-- `campaigns` null means all of the company; `folders` and `label` null mean any. Whom `except_number` means as
-- application or candidate is left out.
--
-- The candidates are counted first, up to a bound, by the trigram index. Few: their applications are looked up and
-- sorted. Many: the list is walked in its order, and the page is full soon. Left to its estimates, the planner walks a
-- million rows for a word that nobody has.
-- Its settings are known to a session that has used the extension.
do $$ begin perform similarity('', ''); end $$;

create function search_applications(
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
  if cardinality(campaigns) = 1 then query := query || format(' and a.campaign_id = %s', campaigns[1]);
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
call give_to_system('search_applications'::regproc);
revoke execute on function search_applications from public;
grant execute on function search_applications to parley_app;
