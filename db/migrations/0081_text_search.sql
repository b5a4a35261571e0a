-- What people wrote and said, as words: accents and capitals make no difference, and there are no rules of one language, for
-- conversations are in many. Characters of scripts that put no spaces between words are a word each; a search for
-- several of them is one for that sequence.
create text search configuration words (copy = simple);
alter text search configuration words alter mapping for hword, hword_part, word, numword, numhword with unaccent, simple;

create function spaced_text(value text) returns text
  language sql immutable strict parallel safe
  return regexp_replace(left(value, 50000), '([\u0E00-\u0EFF\u1000-\u109F\u1780-\u17FF\u3040-\u30FF\u3400-\u9FFF\uAC00-\uD7AF])', ' \1 ', 'g');

create function text_words(value text) returns tsvector
  language sql immutable strict parallel safe
  return to_tsvector('public.words', spaced_text(value));

-- All terms; of three letters and more also words that begin like them.
create function text_query(terms text[]) returns tsquery
  language plpgsql immutable strict parallel safe as $$
declare
  result tsquery := '';
  part tsquery;
  term text;
begin
  foreach term in array terms loop
    part := phraseto_tsquery('public.words', spaced_text(term));
    if numnode(part) = 1 and length(term) >= 3 then part := (part::text || ':*')::tsquery; end if;
    result := result && part;
  end loop;
  return result;
end $$;

-- Not what the bot says: its invitations and questions are everybody's.
create index messages_words on messages using gin (company_id, text_words(coalesce(subject || ' ', '') || body))
  with (fastupdate = on, gin_pending_list_limit = 1024) where author in ('candidate', 'user');
create index answers_words on answers using gin (company_id, text_words(coalesce(text || ' ', '') || coalesce(transcript, '')))
  with (fastupdate = on, gin_pending_list_limit = 1024);

-- Ids of the company's applications about which somebody wrote or said all of the terms at once, at most `how_many`; null:
-- all. What was said to the company rather than about an application is about all of the candidate's.
create function find_texts(terms text[], how_many integer) returns setof bigint
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
    ) said where application_id is not null limit %3$s', company, wanted, coalesce(how_many::text, 'all'));
end $$;
call give_to_system('find_texts'::regproc);
revoke execute on function find_texts from public;
grant execute on function find_texts to parley_app;
