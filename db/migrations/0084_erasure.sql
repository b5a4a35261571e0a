-- Who did what that must be accounted for, such as an erasure. No personal data of candidates: numbers alone.
create table audit_log (
  company_id bigint not null references companies (id),
  id bigint generated always as identity,
  at timestamptz not null default now(),
  -- Null where the program did it by itself.
  user_id uuid,
  kind text not null,
  data jsonb not null default '{}',
  primary key (company_id, id),
  foreign key (company_id, user_id) references users (company_id, id) on delete set null (user_id)
);
create index audit_log_user on audit_log (company_id, user_id) where user_id is not null;
call protect_tenant_table('audit_log');

-- How long a company keeps people who are heard of no more. Without a row: for ever.
create table retention_rules (
  company_id bigint primary key references companies (id),
  -- Since anything happened to any of their applications.
  months smallint not null check (months between 1 and 120),
  -- All of their applications stand in one of these.
  folders text[] not null check (cardinality(folders) > 0),
  updated_by uuid,
  updated_at timestamptz not null default now(),
  foreign key (company_id, updated_by) references users (company_id, id) on delete set null (updated_by)
);
create index retention_rules_user on retention_rules (company_id, updated_by) where updated_by is not null;
call protect_tenant_table('retention_rules');

-- What stands in place of an address that opted out and belonged to somebody who was erased: the opt-out still holds.
create function erased_address(company bigint, channel text, address text) returns text
language sql immutable parallel safe strict
return 'erased:' || encode(sha256(convert_to(company || ' ' || channel || ' ' || lower(address), 'UTF8')), 'hex');

-- An erasure takes what came in from somebody.
create index inbound_events_candidate on inbound_events (company_id, candidate_id) where handled_at is not null;

-- Once an import has ended, neither its file nor the rows that were shown of it are needed.
insert into loose_blobs (company_id, key, due_at)
select company_id, blob_key, now() from imports where state in ('finished', 'cancelled', 'failed')
on conflict do nothing;
update imports set reading = jsonb_set(reading, '{preview}', '[]') where state in ('finished', 'cancelled', 'failed');
