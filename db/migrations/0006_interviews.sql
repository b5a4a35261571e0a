create table interview_sessions (
  company_id bigint not null,
  application_id bigint not null,
  campaign_id bigint not null,
  version integer not null,
  state jsonb not null,
  -- Where the bot was stopped, by whom; null while it runs.
  stopped_at timestamptz,
  stopped_by uuid,
  started_at timestamptz not null default now(),
  completed_at timestamptz,
  primary key (company_id, application_id),
  foreign key (company_id, application_id) references applications (company_id, id) on delete cascade,
  foreign key (company_id, campaign_id, version) references interviews (company_id, campaign_id, version)
);
create index interview_sessions_version on interview_sessions (company_id, campaign_id, version);
call protect_tenant_table('interview_sessions');

create table answers (
  company_id bigint not null,
  id bigint generated always as identity,
  application_id bigint not null,
  question_id text not null,
  position smallint not null,
  kind text not null check (kind in ('text', 'audio', 'choice', 'number')),
  text text,
  number double precision,
  choice_id text,
  blob_key text,
  content_type text,
  duration_ms integer,
  transcript text,
  answered_at timestamptz not null default now(),
  primary key (company_id, id),
  unique (company_id, application_id, question_id),
  foreign key (company_id, application_id) references applications (company_id, id) on delete cascade
);
call protect_tenant_table('answers');
