-- Tables of candidates that somebody has asked for, written by a job. The file of a finished one goes after some days.
create table exports (
  company_id bigint not null references companies (id),
  id bigint generated always as identity,
  user_id uuid not null,
  state text not null default 'waiting' check (state in ('waiting', 'running', 'finished', 'cancelled', 'failed')),
  format text not null check (format in ('xlsx', 'csv')),
  columns text[] not null,
  -- Who is in it: {campaignId}, {everything}, {ids} or {query, except}; asked when the job begins.
  chosen jsonb not null,
  -- Raised with each try, so that what an earlier one still writes counts for nothing.
  turn integer not null default 0,
  -- Null until the job has begun.
  total integer,
  done integer not null default 0,
  file_name text not null,
  blob_key text,
  size bigint,
  error text,
  created_at timestamptz not null default now(),
  started_at timestamptz,
  finished_at timestamptz,
  primary key (company_id, id),
  check ((state = 'finished') = (blob_key is not null)),
  foreign key (company_id, user_id) references users (company_id, id) on delete cascade
);
create index exports_user on exports (company_id, user_id, id desc);
create index exports_open on exports (company_id) where state in ('waiting', 'running');
create index exports_age on exports (created_at);
call protect_tenant_table('exports');

-- What somebody chose last, offered the next time.
create table export_choices (
  company_id bigint not null,
  user_id uuid not null,
  format text not null,
  columns text[] not null,
  primary key (company_id, user_id),
  foreign key (company_id, user_id) references users (company_id, id) on delete cascade
);
call protect_tenant_table('export_choices');

-- Whether managers may take tables of candidates away.
alter table companies add column managers_export boolean not null default true;
