-- Every word that differs from this one by two neighbouring letters that changed places, or by one letter that is missing,
-- too many or another. Trigrams hardly see these in a short word; as words they are a look-up each, some five hundred.
create function words_one_slip_away(word text) returns text[]
  language sql immutable strict parallel safe
  return (
    select array_agg(distinct near)
    from generate_series(0, length(word)) as cut,
      lateral (select left(word, cut) as head, substr(word, cut + 1) as tail) as parts,
      lateral (
        select head || substr(tail, 2) where tail <> ''
        union all
        select head || substr(tail, 2, 1) || left(tail, 1) || substr(tail, 3) where length(tail) > 1
        union all
        select head || letter || rest
        from string_to_table('abcdefghijklmnopqrstuvwxyz', null) as letter,
          lateral (values (tail), (substr(tail, 2))) as rests (rest)
      ) as made (near));

-- A name in a script that puts no space between its parts, as it is written in one: a part and the rest begin a word
-- each, in either order.
create function patterns_of_unspaced(name text) returns text[]
  language sql immutable strict parallel safe
  return (
    select array_agg(pattern)
    from generate_series(1, length(name) - 1) as cut,
      lateral (values
        ('% ' || left(name, cut) || '% ' || substr(name, cut + 1) || '%'),
        ('% ' || substr(name, cut + 1) || '% ' || left(name, cut) || '%')
      ) as both_ways (pattern));

-- What `search_text` is like where it holds this word: one of the patterns. Below three letters there is no trigram
-- inside a word, so a short word is looked for at the beginning of one, in every script. `nearest`: words that are one
-- slip away, then those that are like it.
-- A function may only be given a setting of pg_trgm in a session that has loaded it; one that upgrades has not yet.
select show_limit();
drop function search_patterns;
create function search_patterns(term text, nearest boolean) returns text[]
  language plpgsql stable security definer
  set search_path = public
  set pg_trgm.similarity_threshold = 0.4
as $$
declare
  folded constant text := fold_text(term);
  pattern constant text := replace(replace(replace(folded, '\', '\\'), '%', '\%'), '_', '\_');
begin
  if not nearest then
    return array[case when length(folded) < 3 then '% ' else '%' end || pattern || '%']
      || case when folded ~ '^[\u3040-\u30FF\u3400-\u9FFF\uAC00-\uD7AF]{2,8}$' then patterns_of_unspaced(folded) end;
  end if;
  return array(
    select '%' || word || '%' from (
      select word, true as slip from name_words
      where company_id = current_company() and length(folded) between 3 and 30
        and word = any (folded || words_one_slip_away(folded))
      union all
      select word, false from name_words where company_id = current_company() and word % folded
    ) near
    group by word
    order by bool_or(slip) desc, similarity(word, folded) desc, word
    limit 12);
end $$;
call give_to_system('search_patterns'::regproc);
revoke execute on function search_patterns from public;
grant execute on function search_patterns to parley_app;

-- What recruiters say among themselves of an application is found as well.
create index comments_words on comments using gin (company_id, text_words(body))
  with (fastupdate = on, gin_pending_list_limit = 1024);

-- Ids of the company's applications about which somebody wrote or said all of the terms at once, at most `how_many`; null:
-- all. What was said to the company rather than about an application is about all of the candidate's.
create or replace function find_texts(terms text[], how_many integer) returns setof bigint
  language plpgsql stable security definer rows 5000
  set search_path = public
  set enable_seqscan = off
  set max_parallel_workers_per_gather = 0
as $$
declare
  company constant bigint := current_company();
  wanted constant tsquery := text_query(terms);
begin
  if numnode(wanted) = 0 then return; end if;
  return query execute format('
    select application_id from (
      select coalesce(m.application_id, a.id) as application_id
      from messages m left join applications a
        on m.application_id is null and a.company_id = m.company_id and a.candidate_id = m.candidate_id
      where m.company_id = %1$s and m.author in (''candidate'', ''user'')
        and text_words(coalesce(m.subject || '' '', '''') || m.body) @@ %2$L::tsquery
      union
      select n.application_id from answers n
      where n.company_id = %1$s and text_words(coalesce(n.text || '' '', '''') || coalesce(n.transcript, '''')) @@ %2$L::tsquery
      union
      select c.application_id from comments c where c.company_id = %1$s and text_words(c.body) @@ %2$L::tsquery
    ) said where application_id is not null limit %3$s', company, wanted, coalesce(how_many::text, 'all'));
end $$;
