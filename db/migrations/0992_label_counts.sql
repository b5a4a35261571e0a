-- Counts by label are sums of a ledger as well (see 0007): a line by label, and one without it for who has any. Whoever gives a
-- label or takes one off holds the application meanwhile, so that it stands in one folder, and has one first label.
-- Nobody moves anybody until the ledger says what is there: a second or two at a million applications.
lock table applications, application_labels in share row exclusive mode;

create table label_counts (
  company_id bigint not null,
  id bigint generated always as identity,
  campaign_id bigint,
  folder text not null,
  label_id bigint,
  amount integer not null,
  folded boolean not null default false,
  primary key (company_id, id)
);
create index label_counts_group on label_counts (company_id, label_id, campaign_id, folder) include (amount);
create index label_counts_new on label_counts (company_id) where not folded;
call protect_tenant_table('label_counts');
call hide_deleted_campaigns('label_counts');

create function count_labels() returns trigger
  language plpgsql as $$
begin
  -- A statement of its own: what the next one sees has been done by others before.
  perform from applications a
  where (a.company_id, a.id) in (select company_id, application_id from changed)
  order by a.id for no key update;
  insert into label_counts (company_id, campaign_id, folder, label_id, amount)
  select a.company_id, a.campaign_id, a.folder, c.label_id, case tg_op when 'INSERT' then count(*) else -count(*) end
  from changed c join applications a on a.company_id = c.company_id and a.id = c.application_id
  group by 1, 2, 3, 4
  union all
  select a.company_id, a.campaign_id, a.folder, null, case tg_op when 'INSERT' then count(*) else -count(*) end
  from applications a
  where (a.company_id, a.id) in (select company_id, application_id from changed)
    and not exists (
      select from application_labels l
      where l.company_id = a.company_id and l.application_id = a.id
        and not exists (
          select from changed c
          where c.company_id = l.company_id and c.application_id = l.application_id and c.label_id = l.label_id
        )
    )
  group by 1, 2, 3;
  return null;
end $$;
create trigger application_labels_count_insert after insert on application_labels
  referencing new table as changed for each statement execute function count_labels();
create trigger application_labels_count_delete after delete on application_labels
  referencing old table as changed for each statement execute function count_labels();

-- Its labels go after the application, when nobody knows any more where it stood.
create function count_labels_of_deleted() returns trigger
  language plpgsql as $$
begin
  insert into label_counts (company_id, campaign_id, folder, label_id, amount)
  select company_id, old.campaign_id, old.folder, label_id, -1 from application_labels
  where company_id = old.company_id and application_id = old.id
  union all
  select old.company_id, old.campaign_id, old.folder, null, -1
  where exists (select from application_labels where company_id = old.company_id and application_id = old.id);
  return old;
end $$;
create trigger applications_count_labels before delete on applications
  for each row execute function count_labels_of_deleted();

create function count_labels_of_moved() returns trigger
  language plpgsql as $$
begin
  if exists (
    select from added n join removed o on o.company_id = n.company_id and o.id = n.id
    where (o.folder, o.campaign_id) is distinct from (n.folder, n.campaign_id)
  ) then
    with moved as (
      select n.company_id, n.id, n.campaign_id, n.folder, o.campaign_id as from_campaign, o.folder as from_folder
      from added n join removed o on o.company_id = n.company_id and o.id = n.id
      where (o.folder, o.campaign_id) is distinct from (n.folder, n.campaign_id)
    ), labelled as (
      select m.*, l.label_id from moved m
      join application_labels l on l.company_id = m.company_id and l.application_id = m.id
      union all
      select m.*, null from moved m
      where exists (select from application_labels l where l.company_id = m.company_id and l.application_id = m.id)
    )
    insert into label_counts (company_id, campaign_id, folder, label_id, amount)
    select l.company_id, p.campaign_id, p.folder, l.label_id, sum(p.amount)
    from labelled l
    cross join lateral (values (l.campaign_id, l.folder, 1), (l.from_campaign, l.from_folder, -1)) p (campaign_id, folder, amount)
    group by 1, 2, 3, 4 having sum(p.amount) <> 0;
  end if;
  return null;
end $$;
create trigger applications_count_labels_update after update on applications
  referencing old table as removed new table as added for each statement execute function count_labels_of_moved();

insert into label_counts (company_id, campaign_id, folder, label_id, amount, folded)
select a.company_id, a.campaign_id, a.folder, l.label_id, count(*), true
from application_labels l join applications a on a.company_id = l.company_id and a.id = l.application_id
group by 1, 2, 3, 4
union all
select a.company_id, a.campaign_id, a.folder, null, count(*), true
from applications a
where exists (select from application_labels l where l.company_id = a.company_id and l.application_id = a.id)
group by 1, 2, 3;
