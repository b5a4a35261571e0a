-- Since when somebody is away and gets no new candidates by turns; null: they are there.
alter table users add column unavailable_since timestamptz;

-- A campaign whose new candidates go round. Whoever makes an application locks this row before the application has its
-- id, so that turns and ids have one order; `last_position` is whose turn was the last.
create table campaign_rotations (
  company_id bigint not null,
  campaign_id bigint not null,
  last_position integer not null default 0,
  primary key (company_id, campaign_id),
  foreign key (company_id, campaign_id) references campaigns (company_id, id) on delete cascade
) with (fillfactor = 50);
call protect_tenant_table('campaign_rotations');

create table campaign_rotation_members (
  company_id bigint not null,
  campaign_id bigint not null,
  position integer not null check (position > 0),
  user_id uuid not null,
  primary key (company_id, campaign_id, position),
  unique (company_id, campaign_id, user_id),
  foreign key (company_id, campaign_id) references campaign_rotations (company_id, campaign_id) on delete cascade,
  foreign key (company_id, user_id) references users (company_id, id) on delete cascade
);
create index campaign_rotation_members_user on campaign_rotation_members (company_id, user_id);
call protect_tenant_table('campaign_rotation_members');

-- Whose turns the next so many are, in their order; null where nobody takes turns. Who is away, deactivated or without
-- access to the campaign is passed over. Each of its statements sees what has committed by then, so that whoever waited
-- for the lock reads what the one before has left.
create function take_turns(of_company bigint, of_campaign bigint, wanted integer) returns uuid[]
  language plpgsql as $$
declare
  last integer;
  people uuid[];
  places integer[];
begin
  select r.last_position into last from campaign_rotations r
  where r.company_id = of_company and r.campaign_id = of_campaign for no key update;
  if not found then return null; end if;
  select array_agg(m.user_id order by m.position <= last, m.position),
    array_agg(m.position order by m.position <= last, m.position)
  into people, places
  from campaign_rotation_members m join users u on u.company_id = m.company_id and u.id = m.user_id
  where m.company_id = of_company and m.campaign_id = of_campaign
    and u.deactivated_at is null and u.unavailable_since is null
    and (u.role = 'owner' or exists (
      select from campaign_members c
      where c.company_id = m.company_id and c.campaign_id = m.campaign_id and c.user_id = m.user_id));
  if people is null then return null; end if;
  update campaign_rotations r set last_position = places[(wanted - 1) % cardinality(places) + 1]
  where r.company_id = of_company and r.campaign_id = of_campaign;
  return array(select people[(turn - 1) % cardinality(people) + 1] from generate_series(1, wanted) as turn);
end $$;
