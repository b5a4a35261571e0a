-- Something that is done to many applications: whom it touches is held fast before it is confirmed. Those up to
-- `position` are done: what changed, its events, the results and the position move in one transaction.
create table bulk_actions (
  company_id bigint not null references companies (id),
  id bigint generated always as identity,
  user_id uuid not null,
  state text not null default 'prepared'
    check (state in ('prepared', 'waiting', 'running', 'finished', 'cancelled', 'failed')),
  -- What is done: {kind, …}; null until it is confirmed.
  action jsonb,
  -- The one whose work this one takes back.
  undoes bigint,
  total integer not null,
  position integer not null default 0,
  done integer not null default 0,
  skipped integer not null default 0,
  failed integer not null default 0,
  -- Raised with each job that goes on with it, so that a job of an earlier turn does nothing.
  turn integer not null default 0,
  created_at timestamptz not null default now(),
  started_at timestamptz,
  finished_at timestamptz,
  primary key (company_id, id),
  check (action is not null or state = 'prepared'),
  foreign key (company_id, user_id) references users (company_id, id) on delete cascade,
  foreign key (company_id, undoes) references bulk_actions (company_id, id) on delete cascade
);
create index bulk_actions_user on bulk_actions (company_id, user_id, id desc);
create unique index bulk_actions_undoes on bulk_actions (company_id, undoes) where undoes is not null;
create index bulk_actions_open on bulk_actions (company_id) where state in ('waiting', 'running');
create index bulk_actions_age on bulk_actions (created_at);
call protect_tenant_table('bulk_actions');

-- Whom it touches, in rows of so many ids that a million are written in a second: the row `number` holds those from
-- position 500 × number on.
create table bulk_selections (
  company_id bigint not null,
  bulk_id bigint not null,
  number integer not null,
  ids bigint[] not null,
  primary key (company_id, bulk_id, number),
  foreign key (company_id, bulk_id) references bulk_actions (company_id, id) on delete cascade
);
call protect_tenant_table('bulk_selections');

-- What became of each. Applications may be deleted, by this very action too; what was done with them stays told.
create table bulk_results (
  company_id bigint not null,
  bulk_id bigint not null,
  application_id bigint not null,
  outcome text not null check (outcome in ('done', 'skipped', 'failed')),
  -- Why it was skipped or has failed: a stable code, and the sentence in the language of who asked for it.
  code text,
  reason text,
  -- What an undo needs: what was so before, and the event that tells of the change.
  before text,
  event_id bigint,
  primary key (company_id, bulk_id, application_id),
  foreign key (company_id, bulk_id) references bulk_actions (company_id, id) on delete cascade
);
create index bulk_results_not_done on bulk_results (company_id, bulk_id, outcome, application_id) where outcome <> 'done';
call protect_tenant_table('bulk_results');
