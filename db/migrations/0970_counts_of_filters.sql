-- Counts of what is filtered by most are sums of a ledger too (see 0007): by source and assignee, and by the day, in UTC, when
-- somebody was added, has completed the interview, was last active. Writers have one more line per group and statement.
-- Nobody writes until both ledgers say what is there: some seconds at a million applications.
lock table applications in share row exclusive mode;
truncate folder_counts;
alter table folder_counts add column source text not null, add column assignee_id uuid;
drop index folder_counts_group;
create index folder_counts_group on folder_counts (company_id, campaign_id, folder) include (amount, source, assignee_id);

create table day_counts (
  company_id bigint not null,
  id bigint generated always as identity,
  campaign_id bigint,
  folder text not null,
  field text not null check (field in ('added', 'completed', 'active')),
  day date not null,
  amount integer not null,
  folded boolean not null default false,
  primary key (company_id, id)
);
create index day_counts_group on day_counts (company_id, field, day, campaign_id, folder) include (amount);
create index day_counts_new on day_counts (company_id) where not folded;
call protect_tenant_table('day_counts');
call hide_deleted_campaigns('day_counts');

-- The beginning and the end of a range of days are counted by an index: days of a time zone begin within one of UTC.
create index applications_added_in on applications (company_id, added_at desc, id desc) include (campaign_id, folder);
drop index applications_added;
alter index applications_added_in rename to applications_added;

create or replace function count_folder_changes() returns trigger
  language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    insert into folder_counts (company_id, campaign_id, folder, source, assignee_id, amount)
    select company_id, campaign_id, folder, source, assignee_id, count(*) from added group by 1, 2, 3, 4, 5;
    insert into day_counts (company_id, campaign_id, folder, field, day, amount)
    select company_id, campaign_id, folder, field, (at at time zone 'UTC')::date, count(*)
    from added, lateral (values ('added', added_at), ('completed', completed_at), ('active', last_activity_at)) d (field, at)
    where at is not null group by 1, 2, 3, 4, 5;
  elsif tg_op = 'DELETE' then
    insert into folder_counts (company_id, campaign_id, folder, source, assignee_id, amount)
    select company_id, campaign_id, folder, source, assignee_id, -count(*) from removed group by 1, 2, 3, 4, 5;
    insert into day_counts (company_id, campaign_id, folder, field, day, amount)
    select company_id, campaign_id, folder, field, (at at time zone 'UTC')::date, -count(*)
    from removed, lateral (values ('added', added_at), ('completed', completed_at), ('active', last_activity_at)) d (field, at)
    where at is not null group by 1, 2, 3, 4, 5;
  else
    -- What has not changed is its own opposite.
    insert into folder_counts (company_id, campaign_id, folder, source, assignee_id, amount)
    select company_id, campaign_id, folder, source, assignee_id, sum(amount) from (
      select company_id, campaign_id, folder, source, assignee_id, 1 as amount from added
      union all
      select company_id, campaign_id, folder, source, assignee_id, -1 from removed
    ) changes group by 1, 2, 3, 4, 5 having sum(amount) <> 0;
    insert into day_counts (company_id, campaign_id, folder, field, day, amount)
    select company_id, campaign_id, folder, field, (at at time zone 'UTC')::date, sum(amount) from (
      select company_id, campaign_id, folder, added_at, completed_at, last_activity_at, 1 as amount from added
      union all
      select company_id, campaign_id, folder, added_at, completed_at, last_activity_at, -1 from removed
    ) changes, lateral (values ('added', added_at), ('completed', completed_at), ('active', last_activity_at)) d (field, at)
    where at is not null group by 1, 2, 3, 4, 5 having sum(amount) <> 0;
  end if;
  return null;
end $$;

insert into folder_counts (company_id, campaign_id, folder, source, assignee_id, amount, folded)
select company_id, campaign_id, folder, source, assignee_id, count(*), true from applications group by 1, 2, 3, 4, 5;
insert into day_counts (company_id, campaign_id, folder, field, day, amount, folded)
select company_id, campaign_id, folder, field, (at at time zone 'UTC')::date, count(*), true
from applications, lateral (values ('added', added_at), ('completed', completed_at), ('active', last_activity_at)) d (field, at)
where at is not null group by 1, 2, 3, 4, 5;
