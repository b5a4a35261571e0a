-- A renamed candidate is told of by an id below zero: an application that comes in while the renaming is not committed yet is
-- found when the line is read (see 0997).
create or replace function note_renamed() returns trigger
  language plpgsql as $$
begin
  insert into application_changes (company_id, application_id)
  select distinct n.company_id, case when count(*) over () > 5000 then 0 else -n.id end
  from renamed n join known k on k.company_id = n.company_id and k.id = n.id and k.search_text <> n.search_text
  on conflict do nothing;
  return null;
end $$;

-- What was a number before 0994 and is none now.
update attribute_values set number = null where number is not null and text !~ '^[-+]?[0-9.]*(e[-+]?[0-9]+)?$';
