-- Exact counts without counting. Both tables are ledgers: every statement that changes something adds one line per
-- group, so writers never wait for each other on a counter, and a reader's sum is exact in its own snapshot. A
-- recurring job folds the lines of a group into one, which it marks: only a group with a line that is not is worth a look.

create table folder_counts (
  company_id bigint not null,
  id bigint generated always as identity,
  campaign_id bigint,
  folder text not null,
  amount integer not null,
  folded boolean not null default false,
  primary key (company_id, id)
);
create index folder_counts_group on folder_counts (company_id, campaign_id, folder) include (amount);
create index folder_counts_new on folder_counts (company_id) where not folded;
call protect_tenant_table('folder_counts');
call hide_deleted_campaigns('folder_counts');

-- Buckets are quarters of an hour in UTC: every time zone's day is a sum of them.
create table activity_counts (
  company_id bigint not null,
  id bigint generated always as identity,
  campaign_id bigint,
  kind text not null,
  bucket timestamptz not null,
  amount integer not null,
  folded boolean not null default false,
  primary key (company_id, id)
);
create index activity_counts_group on activity_counts (company_id, bucket, campaign_id, kind) include (amount);
create index activity_counts_new on activity_counts (company_id) where not folded;
call protect_tenant_table('activity_counts');
call hide_deleted_campaigns('activity_counts');

create function count_folder_changes() returns trigger
  language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    insert into folder_counts (company_id, campaign_id, folder, amount)
    select company_id, campaign_id, folder, count(*) from added group by 1, 2, 3;
  elsif tg_op = 'DELETE' then
    insert into folder_counts (company_id, campaign_id, folder, amount)
    select company_id, campaign_id, folder, -count(*) from removed group by 1, 2, 3;
  else
    insert into folder_counts (company_id, campaign_id, folder, amount)
    select company_id, campaign_id, folder, sum(amount) from (
      select n.company_id, n.campaign_id, n.folder, 1 as amount from added n
      join removed o on o.company_id = n.company_id and o.id = n.id
        and (o.folder, o.campaign_id) is distinct from (n.folder, n.campaign_id)
      union all
      select o.company_id, o.campaign_id, o.folder, -1 from removed o
      join added n on o.company_id = n.company_id and o.id = n.id
        and (o.folder, o.campaign_id) is distinct from (n.folder, n.campaign_id)
    ) changes group by 1, 2, 3;
  end if;
  return null;
end $$;
create trigger applications_count_insert after insert on applications
  referencing new table as added for each statement execute function count_folder_changes();
create trigger applications_count_update after update on applications
  referencing old table as removed new table as added for each statement execute function count_folder_changes();
create trigger applications_count_delete after delete on applications
  referencing old table as removed for each statement execute function count_folder_changes();

-- A deleted application takes its events' lines back, so that the rollup always equals a recount of the events.
create function count_activity() returns trigger
  language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    insert into activity_counts (company_id, campaign_id, kind, bucket, amount)
    select company_id, campaign_id, kind, date_bin('15 minutes', at, 'epoch'), count(*)
    from added where kind in ('added', 'invited', 'completed', 'shortlisted', 'rejected', 'hired') group by 1, 2, 3, 4;
  else
    insert into activity_counts (company_id, campaign_id, kind, bucket, amount)
    select company_id, campaign_id, kind, date_bin('15 minutes', at, 'epoch'), -count(*)
    from removed where kind in ('added', 'invited', 'completed', 'shortlisted', 'rejected', 'hired') group by 1, 2, 3, 4;
  end if;
  return null;
end $$;
create trigger application_events_count_insert after insert on application_events
  referencing new table as added for each statement execute function count_activity();
create trigger application_events_count_delete after delete on application_events
  referencing old table as removed for each statement execute function count_activity();
