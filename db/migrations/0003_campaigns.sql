create table campaigns (
  company_id bigint not null references companies (id),
  id bigint generated always as identity,
  title text not null check (length(title) between 1 and 200),
  country text not null check (country ~ '^[A-Z]{2}$'),
  language text not null,
  interview_version integer not null default 1,
  created_by uuid,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  archived_at timestamptz,
  primary key (company_id, id),
  foreign key (company_id, created_by) references users (company_id, id) on delete set null (created_by)
);
create index campaigns_creator on campaigns (company_id, created_by) where created_by is not null;
call protect_tenant_table('campaigns');

-- A campaign that stands here is nobody's any more; a job takes away what it held, and then the campaign with this row.
create table campaign_deletions (
  company_id bigint not null,
  campaign_id bigint not null,
  deleted_by uuid not null,
  deleted_at timestamptz not null default now(),
  primary key (company_id, campaign_id),
  foreign key (company_id, campaign_id) references campaigns (company_id, id) on delete cascade
);
call protect_tenant_table('campaign_deletions');

-- Whatever acts for a company no longer sees the table's rows of deleted campaigns. The list of these is nearly always
-- empty, and read once a statement.
create procedure hide_deleted_campaigns(name text, key text default 'campaign_id')
  language plpgsql as $$
begin
  execute format('create policy not_deleted on %I as restrictive for select to parley_app
    using ((%I = any (array(select d.campaign_id from campaign_deletions d))) is not true)', name, key);
end $$;
call hide_deleted_campaigns('campaigns', 'id');

create table campaign_members (
  company_id bigint not null,
  campaign_id bigint not null,
  user_id uuid not null,
  added_by uuid,
  added_at timestamptz not null default now(),
  primary key (company_id, campaign_id, user_id),
  foreign key (company_id, campaign_id) references campaigns (company_id, id) on delete cascade,
  foreign key (company_id, user_id) references users (company_id, id) on delete cascade
);
create index campaign_members_user on campaign_members (company_id, user_id);
call protect_tenant_table('campaign_members');

-- One row an event and channel: the text that goes out by itself at that event where enabled.
create table message_templates (
  company_id bigint not null,
  campaign_id bigint not null,
  event text not null check (event in ('invitation', 'completion', 'shortlisted', 'rejected')),
  channel text not null check (channel in ('sms', 'email')),
  enabled boolean not null,
  subject text not null default '',
  body text not null,
  updated_at timestamptz not null default now(),
  primary key (company_id, campaign_id, event, channel),
  foreign key (company_id, campaign_id) references campaigns (company_id, id) on delete cascade
);
call protect_tenant_table('message_templates');

-- Interviews are versions: an application under way keeps the one it started with.
create table interviews (
  company_id bigint not null,
  campaign_id bigint not null,
  version integer not null check (version > 0),
  definition jsonb not null,
  created_by uuid,
  created_at timestamptz not null default now(),
  primary key (company_id, campaign_id, version),
  foreign key (company_id, campaign_id) references campaigns (company_id, id) on delete cascade
);
call protect_tenant_table('interviews');
