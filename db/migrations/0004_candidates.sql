create table candidates (
  company_id bigint not null references companies (id),
  id bigint generated always as identity,
  first_name text not null default '',
  last_name text not null default '',
  email text,
  phone text check (phone ~ '^\+[0-9]{4,15}$'),
  photo_key text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  -- What a search looks into: names without accents, then e-mail and phone.
  search_text text not null generated always as (
    fold_text(' ' || first_name || ' ' || last_name || ' ' || coalesce(email, '') || ' ' || coalesce(phone, ''))
  ) stored,
  primary key (company_id, id)
);
create index candidates_search on candidates using gin (company_id, search_text gin_trgm_ops)
  with (fastupdate = on, gin_pending_list_limit = 1024);
call protect_tenant_table('candidates');

-- By what a person is recognised: an address belongs to one candidate of the company. E-mails in lower case,
-- phones as E.164; other kinds are a channel's own ids.
create table candidate_contacts (
  company_id bigint not null,
  kind text not null check (kind in ('email', 'phone', 'messenger', 'whatsapp', 'wechat')),
  value text not null,
  candidate_id bigint not null,
  created_at timestamptz not null default now(),
  primary key (company_id, kind, value),
  foreign key (company_id, candidate_id) references candidates (company_id, id) on delete cascade
);
create index candidate_contacts_candidate on candidate_contacts (company_id, candidate_id);
call protect_tenant_table('candidate_contacts');

-- The default folders have fixed keys and are named by the interface's language; a custom one carries its name.
create table folders (
  company_id bigint not null references companies (id),
  key text not null,
  name text,
  color text,
  position integer not null,
  primary key (company_id, key)
);
call protect_tenant_table('folders');

create function create_default_folders() returns trigger
  language plpgsql security definer set search_path = public as $$
begin
  insert into folders (company_id, key, position)
  select new.id, f.key, f.position
  from unnest(array['inbox', 'completed', 'shortlisted', 'on_hold', 'rejected', 'hired', 'no_campaign', 'no_response'])
    with ordinality as f (key, position);
  return new;
end $$;
call give_to_system('create_default_folders()');
create trigger companies_default_folders after insert on companies
  for each row execute function create_default_folders();

-- Eight digits without repetition: a walk through all of them by a step that shares no factor with 10^8.
create sequence access_code_serial as bigint minvalue 0 start 1 maxvalue 99999999 cycle;
create function next_access_code() returns text
  language sql volatile
  return lpad(((nextval('access_code_serial') * 38196601 + 15485863) % 100000000)::text, 8, '0');

create table applications (
  company_id bigint not null,
  id bigint generated always as identity,
  campaign_id bigint,
  candidate_id bigint not null,
  folder text not null default 'inbox',
  source text not null,
  assignee_id uuid,
  resume_key text,
  resume_name text,
  others jsonb not null default '{}',
  access_code text not null default next_access_code(),
  -- Raised to make every link sent so far invalid.
  link_version smallint not null default 1,
  unread boolean not null default false,
  last_message text,
  last_message_direction text check (last_message_direction in ('in', 'out')),
  last_message_at timestamptz,
  added_at timestamptz not null default now(),
  completed_at timestamptz,
  last_activity_at timestamptz not null default now(),
  primary key (company_id, id),
  foreign key (company_id, campaign_id) references campaigns (company_id, id),
  foreign key (company_id, candidate_id) references candidates (company_id, id),
  foreign key (company_id, folder) references folders (company_id, key),
  foreign key (company_id, assignee_id) references users (company_id, id) on delete set null (assignee_id)
) with (fillfactor = 90);
-- Lists: by company, by folder, by campaign and folder, each in both sort orders.
create index applications_added on applications (company_id, added_at desc, id desc);
create index applications_active on applications (company_id, last_activity_at desc, id desc);
create index applications_campaign_added on applications (company_id, campaign_id, folder, added_at desc, id desc);
create index applications_campaign_active on applications (company_id, campaign_id, folder, last_activity_at desc, id desc);
create index applications_folder_added on applications (company_id, folder, added_at desc, id desc);
create index applications_folder_active on applications (company_id, folder, last_activity_at desc, id desc);
create index applications_candidate on applications (company_id, candidate_id, id);
-- Nobody is assigned while people come in, so this costs the intake nothing.
create index applications_assignee on applications (company_id, assignee_id) where assignee_id is not null;
call protect_tenant_table('applications');
call hide_deleted_campaigns('applications');

-- What happened, by whom, when: the activity log, the analytics and the audit read the same rows.
create table application_events (
  company_id bigint not null,
  id bigint generated always as identity,
  application_id bigint not null,
  candidate_id bigint not null,
  campaign_id bigint,
  kind text not null,
  actor text not null check (actor in ('user', 'candidate', 'bot', 'system', 'api')),
  user_id uuid,
  data jsonb not null default '{}',
  at timestamptz not null default now(),
  primary key (company_id, id)
);
create index application_events_application on application_events (company_id, application_id, id);
call protect_tenant_table('application_events');

create table labels (
  company_id bigint not null references companies (id),
  id bigint generated always as identity,
  name text not null check (length(name) between 1 and 60),
  -- Set on the labels that the program puts on by itself.
  automatic text check (automatic in ('duplicate', 'attempted', 'half')),
  color text,
  created_at timestamptz not null default now(),
  primary key (company_id, id),
  unique (company_id, automatic)
);
create unique index labels_name on labels (company_id, lower(name));
call protect_tenant_table('labels');

create function create_automatic_labels() returns trigger
  language plpgsql security definer set search_path = public as $$
begin
  insert into labels (company_id, name, automatic)
  values (new.id, 'Duplicate', 'duplicate'), (new.id, 'Attempted', 'attempted'), (new.id, '50%+', 'half');
  return new;
end $$;
call give_to_system('create_automatic_labels()');
create trigger companies_automatic_labels after insert on companies
  for each row execute function create_automatic_labels();

create table application_labels (
  company_id bigint not null,
  application_id bigint not null,
  label_id bigint not null,
  added_by uuid,
  added_at timestamptz not null default now(),
  primary key (company_id, application_id, label_id),
  foreign key (company_id, application_id) references applications (company_id, id) on delete cascade,
  foreign key (company_id, label_id) references labels (company_id, id) on delete cascade
);
create index application_labels_label on application_labels (company_id, label_id, application_id);
call protect_tenant_table('application_labels');

create table comments (
  company_id bigint not null,
  id bigint generated always as identity,
  application_id bigint not null,
  candidate_id bigint not null,
  user_id uuid,
  body text not null check (length(body) between 1 and 10000),
  at timestamptz not null default now(),
  primary key (company_id, id),
  foreign key (company_id, user_id) references users (company_id, id) on delete set null (user_id)
);
create index comments_candidate on comments (company_id, candidate_id, id);
create index comments_user on comments (company_id, user_id) where user_id is not null;
call protect_tenant_table('comments');
