-- Which applications changed by which transaction, in whatever filters look at: whoever holds an answer of some moment, such as
-- who has a value, brings it up to date by looking at these alone. A line is of no use once every holder is past it; a
-- recurring job takes it away. Id 0 stands for so many that all have to be looked at.
create table application_changes (
  company_id bigint not null,
  xid xid8 not null default pg_current_xact_id(),
  application_id bigint not null,
  primary key (company_id, xid, application_id)
);
call protect_tenant_table('application_changes');

-- At this moment every transaction before this one had ended.
create table application_change_marks (
  at timestamptz primary key default now(),
  ended xid8 not null default pg_snapshot_xmin(pg_current_snapshot())
);
alter table application_change_marks enable row level security;
alter table application_change_marks force row level security;
create policy system on application_change_marks to parley_system using (true) with check (true);
grant select, insert, delete on application_change_marks to parley_system;

create function note_applications() returns trigger
  language plpgsql as $$
begin
  insert into application_changes (company_id, application_id)
  select distinct company_id, case when count(*) over () > 5000 then 0 else id end from changed
  on conflict do nothing;
  return null;
end $$;
create function note_their_applications() returns trigger
  language plpgsql as $$
begin
  insert into application_changes (company_id, application_id)
  select distinct company_id, case when count(*) over () > 5000 then 0 else application_id end from changed
  on conflict do nothing;
  return null;
end $$;
create trigger applications_note_insert after insert on applications
  referencing new table as changed for each statement execute function note_applications();
create trigger applications_note_update after update on applications
  referencing new table as changed for each statement execute function note_applications();
create trigger applications_note_delete after delete on applications
  referencing old table as changed for each statement execute function note_applications();
create trigger application_labels_note_insert after insert on application_labels
  referencing new table as changed for each statement execute function note_their_applications();
create trigger application_labels_note_update after update on application_labels
  referencing new table as changed for each statement execute function note_their_applications();
create trigger application_labels_note_delete after delete on application_labels
  referencing old table as changed for each statement execute function note_their_applications();
create trigger answers_note_insert after insert on answers
  referencing new table as changed for each statement execute function note_their_applications();
create trigger answers_note_update after update on answers
  referencing new table as changed for each statement execute function note_their_applications();
create trigger answers_note_delete after delete on answers
  referencing old table as changed for each statement execute function note_their_applications();
create trigger attribute_values_note_insert after insert on attribute_values
  referencing new table as changed for each statement execute function note_their_applications();
create trigger attribute_values_note_update after update on attribute_values
  referencing new table as changed for each statement execute function note_their_applications();
create trigger attribute_values_note_delete after delete on attribute_values
  referencing old table as changed for each statement execute function note_their_applications();
