-- Rates by cohort, in the same ledger: when somebody was invited first ('first-invited'); that they completed, at the
-- moment of that invitation ('participated'); that they were shortlisted, at the moment of their completion ('passed').
-- Each once an application, whatever is repeated, so that no rate passes 100 %.

create function count_cohorts() returns trigger
  language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    -- A probe of application_events_application a row: `limit` keeps the planner from reading the table for a join.
    insert into activity_counts (company_id, campaign_id, kind, bucket, amount)
    select company_id, campaign_id, kind, date_bin('15 minutes', at, 'epoch'), count(*) from (
      select n.company_id, n.campaign_id, 'first-invited' as kind, n.at
      from added n cross join lateral (
        select id from application_events e
        where e.company_id = n.company_id and e.application_id = n.application_id and e.kind = 'invited' order by id limit 1) first
      where n.kind = 'invited' and first.id = n.id
      union all
      select n.company_id, invited.campaign_id, 'participated', invited.at
      from added n cross join lateral (
        select id from application_events e
        where e.company_id = n.company_id and e.application_id = n.application_id and e.kind = 'completed' order by id limit 1) first
      cross join lateral (
        select campaign_id, at from application_events e
        where e.company_id = n.company_id and e.application_id = n.application_id and e.kind = 'invited' and e.id < n.id
        order by id limit 1) invited
      where n.kind = 'completed' and first.id = n.id
      union all
      -- Whichever of the two comes later makes it one who passed.
      select n.company_id, completed.campaign_id, 'passed', completed.at
      from added n cross join lateral (
        select id from application_events e
        where e.company_id = n.company_id and e.application_id = n.application_id and e.kind = n.kind order by id limit 1) first
      cross join lateral (
        select campaign_id, at from application_events e
        where e.company_id = n.company_id and e.application_id = n.application_id and e.kind = 'completed' and e.id <= n.id
        order by id limit 1) completed
      cross join lateral (
        select from application_events e
        where e.company_id = n.company_id and e.application_id = n.application_id and e.kind = 'shortlisted' and e.id <= n.id
        limit 1) shortlisted
      where n.kind in ('completed', 'shortlisted') and first.id = n.id
    ) lines group by 1, 2, 3, 4;
  else
    insert into activity_counts (company_id, campaign_id, kind, bucket, amount)
    with firsts as (
      select company_id, application_id, min(id) filter (where kind = 'invited') as invited,
        min(id) filter (where kind = 'completed') as completed, bool_or(kind = 'shortlisted') as shortlisted
      from removed where kind in ('invited', 'completed', 'shortlisted') group by 1, 2
    ), lines as (
      select company_id, invited as id, 'first-invited' as kind from firsts
      union all
      select company_id, invited, 'participated' from firsts where completed > invited
      union all
      select company_id, completed, 'passed' from firsts where shortlisted
    )
    select r.company_id, r.campaign_id, l.kind, date_bin('15 minutes', r.at, 'epoch'), -count(*)
    from lines l join removed r on r.company_id = l.company_id and r.id = l.id group by 1, 2, 3, 4;
  end if;
  return null;
end $$;

-- Nothing happens between what is counted here and the first that the triggers count.
lock table application_events in share row exclusive mode;
insert into activity_counts (company_id, campaign_id, kind, bucket, amount)
with firsts as (
  select company_id, application_id, min(id) filter (where kind = 'invited') as invited,
    min(id) filter (where kind = 'completed') as completed, bool_or(kind = 'shortlisted') as shortlisted
  from application_events where kind in ('invited', 'completed', 'shortlisted') group by 1, 2
), lines as (
  select company_id, invited as id, 'first-invited' as kind from firsts
  union all
  select company_id, invited, 'participated' from firsts where completed > invited
  union all
  select company_id, completed, 'passed' from firsts where shortlisted
)
select e.company_id, e.campaign_id, l.kind, date_bin('15 minutes', e.at, 'epoch'), count(*)
from lines l join application_events e on e.company_id = l.company_id and e.id = l.id group by 1, 2, 3, 4;

create trigger application_events_cohort_insert after insert on application_events
  referencing new table as added for each statement execute function count_cohorts();
create trigger application_events_cohort_delete after delete on application_events
  referencing old table as removed for each statement execute function count_cohorts();
