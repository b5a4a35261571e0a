create table companies (
  id bigint generated always as identity primary key,
  name text not null check (length(name) between 1 and 200),
  country text not null default 'US' check (country ~ '^[A-Z]{2}$'),
  language text not null default 'en',
  time_zone text not null default 'UTC',
  created_at timestamptz not null default now()
);
call protect_tenant_table('companies', 'id');

-- Files to which no row refers: uploaded and not used yet, or left by what was deleted. A recurring job deletes those
-- that are due. It is empty but for the uploads of the last minutes.
create table loose_blobs (
  company_id bigint not null references companies (id),
  key text not null,
  due_at timestamptz not null,
  primary key (company_id, key)
);
create index loose_blobs_due on loose_blobs (due_at);
call protect_tenant_table('loose_blobs');

-- Identity tables (users, sessions, credentials, verifications) are read before the company is known: by the
-- sign-in code as their owner. Within a company they are as fenced in as any other table.
create table users (
  id uuid primary key default uuidv7(),
  company_id bigint not null references companies (id),
  email citext not null unique,
  email_verified boolean not null default false,
  name text not null,
  role text not null check (role in ('owner', 'manager')),
  language text not null default 'en',
  time_zone text,
  photo_key text,
  weekly_statistics boolean not null default true,
  deactivated_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (company_id, id)
);
alter table users enable row level security;
create policy company on users to parley_app using (company_id = current_company()) with check (company_id = current_company());
create policy system on users to parley_system using (true) with check (true);
grant select, insert, update, delete on users to parley_app, parley_system;

create table sessions (
  id uuid primary key default uuidv7(),
  user_id uuid not null references users (id) on delete cascade,
  token text not null unique,
  ip_address text,
  user_agent text,
  expires_at timestamptz not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index sessions_user on sessions (user_id);

create table credentials (
  id uuid primary key default uuidv7(),
  user_id uuid not null references users (id) on delete cascade,
  provider_id text not null,
  account_id text not null,
  password text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (provider_id, account_id)
);
create index credentials_user on credentials (user_id);

create table verifications (
  id uuid primary key default uuidv7(),
  identifier text not null,
  value text not null,
  expires_at timestamptz not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index verifications_identifier on verifications (identifier);

alter table sessions enable row level security;
alter table credentials enable row level security;
alter table verifications enable row level security;
create policy company on sessions to parley_app using (user_id in (select id from users));
create policy company on credentials to parley_app using (user_id in (select id from users));
create policy system on sessions to parley_system using (true) with check (true);
create policy system on credentials to parley_system using (true) with check (true);
create policy system on verifications to parley_system using (true) with check (true);
grant select, delete on sessions, credentials to parley_app;
grant select, insert, update, delete on sessions, credentials, verifications to parley_system;

create table user_invitations (
  company_id bigint not null references companies (id),
  id bigint generated always as identity,
  user_id uuid not null,
  token_hash text not null unique,
  invited_by uuid,
  expires_at timestamptz not null,
  accepted_at timestamptz,
  created_at timestamptz not null default now(),
  primary key (company_id, id),
  foreign key (company_id, user_id) references users (company_id, id) on delete cascade
);
create index user_invitations_user on user_invitations (company_id, user_id);
call protect_tenant_table('user_invitations');

-- The secret is shown once and stored hashed; requests_per_minute null means no limit.
create table api_keys (
  company_id bigint not null references companies (id),
  id bigint generated always as identity,
  name text not null,
  key text not null unique,
  secret_hash text not null,
  requests_per_minute integer check (requests_per_minute > 0),
  created_by uuid,
  created_at timestamptz not null default now(),
  last_used_at timestamptz,
  revoked_at timestamptz,
  primary key (company_id, id)
);
call protect_tenant_table('api_keys');
