-- By which provider a company's messages of a kind travel. Without a connection they go where the operator's
-- configuration says, or into the sandbox. A connection that ended stays as a row without its secrets: messages that
-- were under way by it are told apart from those of its successor.
create table channel_connections (
  company_id bigint not null references companies (id),
  id bigint generated always as identity,
  channel text not null check (channel in ('sms', 'email', 'messenger', 'whatsapp', 'wechat')),
  provider text not null,
  -- The secret fields as JSON, sealed. What is no secret stands in `settings`.
  credentials text,
  settings jsonb not null,
  -- The sender's id at the provider: what comes in for it can belong to one company only.
  account text not null,
  -- Messages a second, and the time from which on nothing of that is used up: one sender's rate, whoever sends.
  rate real not null check (rate > 0),
  free_at timestamptz not null default now(),
  -- In a row; the pause grows with them. 'infinity' is until the owner acts.
  failures smallint not null default 0,
  paused_until timestamptz,
  last_error_code text,
  last_error text,
  last_error_at timestamptz,
  -- When its owners were told that it waits for them.
  warned_at timestamptz,
  created_by uuid,
  created_at timestamptz not null default now(),
  disconnected_at timestamptz,
  primary key (company_id, id),
  foreign key (company_id, created_by) references users (company_id, id) on delete set null (created_by),
  check ((credentials is null) = (disconnected_at is not null))
) with (fillfactor = 50);
create unique index channel_connections_active on channel_connections (company_id, channel) where disconnected_at is null;
create unique index channel_connections_account on channel_connections (provider, account) where disconnected_at is null;
create index channel_connections_created_by on channel_connections (company_id, created_by) where created_by is not null;
call protect_tenant_table('channel_connections');

-- A company sees its own rows alone; of others it needs to know whether one has this sender.
create function sender_is_taken(own_company bigint, provider_name text, sender text) returns boolean
  language sql stable security definer set search_path = public
  return exists (
    select from channel_connections c
    where c.provider = provider_name and c.account = sender and c.disconnected_at is null and c.company_id <> own_company
  );
call give_to_system('sender_is_taken(bigint, text, text)');

-- By which connection a claimed message is with a provider; null for the operator's mail server and the sandbox.
alter table outbox add column connection_id bigint;

-- From which address it came: there the bot answers.
alter table inbound_events add column address text;
-- When it was written, where the channel tells: webhooks come late and out of order.
alter table inbound_events add column written_at timestamptz not null default now();

-- Where the bot asked last: who goes on elsewhere has not read the question there.
alter table interview_sessions add column channel text not null default 'webchat';
