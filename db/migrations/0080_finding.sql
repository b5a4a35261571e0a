-- What filters look at. A list that is filtered by what few have is walked in its order until the page is full, and a
-- count looks at all of a company's applications: both read this index alone, not the rows. It takes the place of
-- applications_active, so that as many indexes as before are kept.
alter table applications add last_message_channel text;
update applications a set last_message_channel = (
  select m.channel from messages m
  where m.company_id = a.company_id and m.candidate_id = a.candidate_id and m.application_id = a.id
  order by m.id desc limit 1)
where last_message is not null;

create index applications_finding on applications (company_id, last_activity_at desc, id desc)
  include (campaign_id, folder, source, assignee_id, unread, added_at, completed_at, last_message_channel, candidate_id);
drop index applications_active;

-- Only pages that a vacuum has seen are not looked at again; at its default it would come after a fifth has changed.
alter table applications set (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_insert_scale_factor = 0.02);

-- Search, apart from what it is combined with: whom words mean is found by functions that act as parley_system (under row
-- security trigram operators get no index); everything else is a condition of the list.
drop function search_applications;
drop function search_condition;

-- What `search_text` is like where it holds this word: one of the patterns. Below three letters there is no trigram
-- inside a word, so a short word is looked for at the beginning of one, in every script. `nearest`: words that are like it.
create function search_patterns(term text, nearest boolean) returns text[]
  language plpgsql stable security definer
  set search_path = public
  set pg_trgm.similarity_threshold = 0.4
as $$
declare
  folded constant text := fold_text(term);
  pattern constant text := replace(replace(replace(folded, '\', '\\'), '%', '\%'), '_', '\_');
begin
  if not nearest then return array[case when length(folded) < 3 then '% ' else '%' end || pattern || '%']; end if;
  return array(
    select '%' || word || '%' from name_words
    where company_id = current_company() and word % folded
    order by similarity(word, folded) desc, word
    limit 12);
end $$;
call give_to_system('search_patterns'::regproc);
revoke execute on function search_patterns from public;
grant execute on function search_patterns to parley_app;

-- Ids of the company's candidates whom every term matches, at most `how_many` of them; null: all.
create function find_people(terms text[], nearest boolean, how_many integer) returns setof bigint
  language plpgsql stable security definer rows 20000
  set search_path = public
  set enable_seqscan = off
  set max_parallel_workers_per_gather = 0
as $$
declare
  matching text := format('c.company_id = %s', current_company());
  term text;
  condition text;
begin
  foreach term in array terms loop
    select string_agg(format('c.search_text like %L', pattern), ' or ') into condition
    from unnest(search_patterns(term, nearest)) as pattern;
    if condition is null then return; end if;
    matching := matching || ' and (' || condition || ')';
  end loop;
  return query execute format('select c.id from candidates c where %s limit %s', matching, coalesce(how_many::text, 'all'));
end $$;
call give_to_system('find_people'::regproc);
revoke execute on function find_people from public;
grant execute on function find_people to parley_app;
