-- A company's own folders have a name; the default ones are named by the interface's language. A folder is for all
-- campaigns, or for those of folder_campaigns.
alter table folders
  add column all_campaigns boolean not null default true,
  -- Whether who moves somebody here must say why, where there are reasons to choose from.
  add column reason_required boolean not null default false,
  add constraint folders_name_length check (length(name) between 1 and 60);
create unique index folders_name on folders (company_id, lower(name)) where name is not null;

create table folder_campaigns (
  company_id bigint not null,
  folder text not null,
  campaign_id bigint not null,
  primary key (company_id, folder, campaign_id),
  foreign key (company_id, folder) references folders (company_id, key) on delete cascade,
  foreign key (company_id, campaign_id) references campaigns (company_id, id) on delete cascade
);
create index folder_campaigns_campaign on folder_campaigns (company_id, campaign_id);
call protect_tenant_table('folder_campaigns');
call hide_deleted_campaigns('folder_campaigns');

-- Why candidates are shortlisted and rejected, as the company says it. One that was given stays for those of whom it was.
create table move_reasons (
  company_id bigint not null,
  id bigint generated always as identity,
  folder text not null check (folder in ('shortlisted', 'rejected')),
  name text not null check (length(name) between 1 and 120),
  position integer not null,
  archived_at timestamptz,
  created_at timestamptz not null default now(),
  primary key (company_id, id),
  foreign key (company_id, folder) references folders (company_id, key)
);
create unique index move_reasons_name on move_reasons (company_id, folder, lower(name));
call protect_tenant_table('move_reasons');

-- Why an application is in the folder where it is, and why it was moved there each time. Nobody has one when they come in,
-- so that the intake pays nothing for the indexes.
alter table applications add column reason_id bigint,
  add constraint applications_reason_fkey foreign key (company_id, reason_id) references move_reasons (company_id, id)
    not valid;
alter table applications validate constraint applications_reason_fkey;
create index applications_reason on applications (company_id, reason_id, campaign_id) include (last_activity_at, id)
  where reason_id is not null;
alter table application_events add column reason_id bigint;
create index application_events_reason on application_events (company_id, reason_id, at) include (campaign_id)
  where reason_id is not null;

-- Whoever leaves a folder, by whichever way, leaves the reason behind.
create function leave_reason_behind() returns trigger
  language plpgsql as $$
begin
  new.reason_id := null;
  return new;
end $$;
create trigger applications_leave_reason before update of folder on applications
  for each row when (old.folder is distinct from new.folder and old.reason_id is not null and old.reason_id is not distinct from new.reason_id)
  execute function leave_reason_behind();
