-- Two candidates who turned out to be one person. The merged one's row stays, without applications or addresses, so that it
-- can be taken apart again. At most one merge of a candidate is in force.
create table candidate_merges (
  company_id bigint not null references companies (id),
  id bigint generated always as identity,
  kept_id bigint not null,
  merged_id bigint not null check (merged_id <> kept_id),
  -- What changed hands: {applications: [id], messages: [id] (of deleted applications), contacts: [{kind, value}],
  -- labelled: [application's id], filled: {email?, phone?}}.
  moved jsonb not null,
  merged_by uuid,
  merged_at timestamptz not null default now(),
  undone_at timestamptz,
  primary key (company_id, id),
  foreign key (company_id, kept_id) references candidates (company_id, id) on delete cascade,
  foreign key (company_id, merged_id) references candidates (company_id, id) on delete cascade,
  foreign key (company_id, merged_by) references users (company_id, id) on delete set null (merged_by)
);
create unique index candidate_merges_in_force on candidate_merges (company_id, merged_id) where undone_at is null;
create index candidate_merges_merged on candidate_merges (company_id, merged_id);
create index candidate_merges_kept on candidate_merges (company_id, kept_id);
create index candidate_merges_user on candidate_merges (company_id, merged_by) where merged_by is not null;
call protect_tenant_table('candidate_merges');
