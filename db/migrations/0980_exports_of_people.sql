-- Who is in a table that is written, or that waits to be taken away: so an erasure finds the tables that hold somebody. In
-- rows of some thousands, each in the order of the ids.
create table export_people (
  company_id bigint not null,
  export_id bigint not null,
  number integer not null,
  first_id bigint not null,
  last_id bigint not null,
  candidates bigint[] not null,
  primary key (company_id, export_id, number),
  foreign key (company_id, export_id) references exports (company_id, id) on delete cascade
);
call protect_tenant_table('export_people');

alter table exports
  -- What was chosen, without saying whom.
  add column kind text check (kind in ('campaign', 'everything', 'selection', 'list')),
  -- Whose candidates are in it; who takes the file must still reach them all.
  add column campaigns bigint[] not null default '{}',
  -- Whether some of them are of no campaign, whom an owner alone reaches.
  add column outside_campaigns boolean not null default false,
  alter column chosen drop not null;
update exports set kind = case
  when chosen ? 'campaignId' then 'campaign'
  when chosen ? 'everything' then 'everything'
  when chosen ? 'ids' or jsonb_array_length(chosen -> 'except') > 0 then 'selection'
  else 'list' end;
alter table exports alter column kind set not null;

-- Nobody knows who is in the files of before.
insert into loose_blobs (company_id, key, due_at)
select company_id, blob_key, now() from exports where state = 'finished'
on conflict (company_id, key) do update set due_at = now();
delete from exports where state = 'finished';

-- What was searched for, and what was written to people, is needed until it is done and no longer.
update exports set chosen = null where state in ('cancelled', 'failed');
alter table exports add check ((chosen is null) = (state in ('finished', 'cancelled', 'failed')));
update bulk_actions set action = action - 'body' - 'subject' where state in ('finished', 'cancelled', 'failed');
alter table bulk_actions add check (state not in ('finished', 'cancelled', 'failed') or not action ?| array['body', 'subject']);
