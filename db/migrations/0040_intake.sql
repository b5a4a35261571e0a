-- A repeated request with the same Idempotency-Key gets the first one's answer. Kept for a day.
create table idempotency_keys (
  company_id bigint not null references companies (id),
  key text not null check (length(key) between 1 and 200),
  campaign_id bigint not null,
  -- Of what was asked: the same key for something else is a mistake of the caller.
  fingerprint text not null,
  application_id bigint not null,
  candidate_id bigint not null,
  duplicate boolean not null,
  created_at timestamptz not null default now(),
  primary key (company_id, key, campaign_id)
);
create index idempotency_keys_age on idempotency_keys (created_at);
call protect_tenant_table('idempotency_keys');

-- Requests of a limited API key in the current minute; a key without a limit has no row.
create table api_key_usage (
  company_id bigint not null,
  api_key_id bigint not null,
  minute timestamptz not null,
  requests integer not null,
  primary key (company_id, api_key_id),
  foreign key (company_id, api_key_id) references api_keys (company_id, id) on delete cascade
) with (fillfactor = 50);
call protect_tenant_table('api_key_usage');

-- A list of people in a file. Rows up to `position` are done: counts, rows and position move in one transaction.
create table imports (
  company_id bigint not null references companies (id),
  id bigint generated always as identity,
  campaign_id bigint not null,
  user_id uuid,
  file_name text not null,
  blob_key text not null,
  size bigint not null,
  state text not null default 'uploaded' check (state in ('uploaded', 'waiting', 'running', 'finished', 'cancelled', 'failed')),
  -- How the file is to be read: {encoding, delimiter, hasHeader, mapping: {firstName: 0, …}}, positions of columns from 0.
  reading jsonb not null,
  position integer not null default 0,
  created integer not null default 0,
  duplicate integer not null default 0,
  existing integer not null default 0,
  refused integer not null default 0,
  -- How much of the file has been read, for the progress bar.
  bytes_read bigint not null default 0,
  error text,
  created_at timestamptz not null default now(),
  started_at timestamptz,
  finished_at timestamptz,
  primary key (company_id, id),
  foreign key (company_id, campaign_id) references campaigns (company_id, id) on delete cascade,
  foreign key (company_id, user_id) references users (company_id, id) on delete set null (user_id)
);
create index imports_campaign on imports (company_id, campaign_id, id desc);
create index imports_user on imports (company_id, user_id) where user_id is not null;
call protect_tenant_table('imports');
call hide_deleted_campaigns('imports');

-- Rows of a file that were not taken, as they stood there.
create table import_refusals (
  company_id bigint not null,
  import_id bigint not null,
  -- Of the file, counted from 1 with the header.
  row_number integer not null,
  cells jsonb not null,
  reason text not null,
  primary key (company_id, import_id, row_number),
  foreign key (company_id, import_id) references imports (company_id, id) on delete cascade
);
call protect_tenant_table('import_refusals');

-- Ends a transaction in which somebody else was faster: it begins again, and finds what they made.
create function give_way(when_true boolean) returns void
  language plpgsql as $$
begin
  if when_true then raise exception 'the same person came in elsewhere at this moment' using errcode = 'PR001'; end if;
end $$;
