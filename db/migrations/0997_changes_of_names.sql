-- Whose name, address or number changes is found by other words: their applications are among what has changed (see 0993).
create function note_renamed() returns trigger
  language plpgsql as $$
begin
  insert into application_changes (company_id, application_id)
  select distinct a.company_id, case when count(*) over () > 5000 then 0 else a.id end
  from renamed n
  join known k on k.company_id = n.company_id and k.id = n.id and k.search_text <> n.search_text
  join applications a on a.company_id = n.company_id and a.candidate_id = n.id
  on conflict do nothing;
  return null;
end $$;
create trigger candidates_note_renamed after update on candidates
  referencing old table as known new table as renamed for each statement execute function note_renamed();
