-- The rates by cohort (see 0966) are counted an application at a time: what its events are worth after a change less what
-- they were worth before, whichever of them come or go. So the ledger equals a recount also of people who were erased, whose
-- events go campaign by campaign.

create type cohort_event as (id bigint, kind text, campaign_id bigint, at timestamptz);

-- The lines of one application, of all of its events. Of each kind the first counts: 'first-invited'; 'participated', at the
-- moment of that invitation, where the completion came later; 'passed', at the moment of the completion, where there is a
-- shortlisting before or after. Who was moved away again has been shortlisted still.
create function cohort_lines(events cohort_event[]) returns table (kind text, campaign_id bigint, bucket timestamptz)
  language sql immutable as $$
  with firsts as (select distinct on (e.kind) e.* from unnest(events) e order by e.kind, e.id)
  select l.kind, f.campaign_id, date_bin('15 minutes', f.at, 'epoch')
  from firsts f cross join lateral (
    select 'first-invited' as kind where f.kind = 'invited'
    union all
    select 'participated' from firsts c where f.kind = 'invited' and c.kind = 'completed' and c.id > f.id
    union all
    select 'passed' from firsts s where f.kind = 'completed' and s.kind = 'shortlisted'
  ) l
$$;

create or replace function count_cohorts() returns trigger
  language plpgsql as $$
begin
  -- Most of what happens is none of the three.
  if not exists (select from changed where kind in ('invited', 'completed', 'shortlisted')) then return null; end if;
  insert into activity_counts (company_id, campaign_id, kind, bucket, amount)
  select c.company_id, l.campaign_id, l.kind, l.bucket, sum(case tg_op when 'INSERT' then l.amount else -l.amount end)
  from (
    select company_id, application_id, array_agg(id) as ids, array_agg((id, kind, campaign_id, at)::cohort_event) as events
    from changed where kind in ('invited', 'completed', 'shortlisted') group by 1, 2
  ) c cross join lateral (
    -- A probe of application_events_application for each: an aggregate is not turned into a join of the whole table.
    select coalesce(array_agg((e.id, e.kind, e.campaign_id, e.at)::cohort_event), '{}') as events from application_events e
    where e.company_id = c.company_id and e.application_id = c.application_id
      and e.kind in ('invited', 'completed', 'shortlisted') and e.id <> all (c.ids)
  ) others cross join lateral (
    select *, 1 as amount from cohort_lines(others.events || c.events)
    union all
    select *, -1 from cohort_lines(others.events)
  ) l group by 1, 2, 3, 4 having sum(l.amount) <> 0;
  return null;
end $$;

drop trigger application_events_cohort_insert on application_events;
drop trigger application_events_cohort_delete on application_events;
create trigger application_events_cohort_insert after insert on application_events
  referencing new table as changed for each statement execute function count_cohorts();
create trigger application_events_cohort_delete after delete on application_events
  referencing old table as changed for each statement execute function count_cohorts();
