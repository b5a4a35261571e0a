-- What was said, on whichever channel. A conversation is a candidate's: it outlives a deleted application.
create table messages (
  company_id bigint not null,
  id bigint generated always as identity,
  candidate_id bigint not null,
  application_id bigint,
  direction text not null check (direction in ('in', 'out')),
  author text not null check (author in ('candidate', 'bot', 'user', 'system')),
  user_id uuid,
  channel text not null check (channel in ('webchat', 'sms', 'email', 'messenger', 'whatsapp', 'wechat')),
  -- What made it: an event's template, an interview question, a recruiter; for the guard against repeats and for reports.
  purpose text not null default 'message',
  subject text,
  body text not null default '',
  html text,
  -- [{key, name, contentType, size, durationMs?}], keys of the blob store.
  attachments jsonb not null default '[]',
  -- How the page or channel may answer it: {questionId, accepts, choices?}; null for plain messages.
  prompt jsonb,
  to_address text,
  status text not null check (status in ('received', 'queued', 'sending', 'sent', 'delivered', 'read', 'failed', 'unknown')),
  provider_id text,
  error_code text,
  error_detail text,
  -- Made by the client, so that a repeated request is the same message.
  client_key text,
  created_at timestamptz not null default now(),
  status_at timestamptz not null default now(),
  primary key (company_id, id),
  foreign key (company_id, candidate_id) references candidates (company_id, id) on delete cascade
);
create index messages_candidate on messages (company_id, candidate_id, id);
create unique index messages_client_key on messages (company_id, candidate_id, client_key) where client_key is not null;
create index messages_provider on messages (company_id, channel, provider_id) where provider_id is not null;
call protect_tenant_table('messages');

-- The queue of messages to send: a row lives here only until its outcome stands on the message.
create table outbox (
  company_id bigint not null,
  message_id bigint not null,
  channel text not null,
  due_at timestamptz not null default now(),
  attempts smallint not null default 0,
  claimed_by uuid,
  claimed_until timestamptz,
  primary key (company_id, message_id),
  foreign key (company_id, message_id) references messages (company_id, id) on delete cascade
);
create index outbox_due on outbox (company_id, due_at, message_id) where claimed_by is null;
create index outbox_claimed on outbox (claimed_until) where claimed_by is not null;
call protect_tenant_table('outbox');

-- What came in, stored before it is acknowledged; unique by the provider's id, so a repeat is a success.
create table inbound_events (
  company_id bigint not null,
  id bigint generated always as identity,
  channel text not null,
  provider_id text not null,
  candidate_id bigint,
  application_id bigint,
  payload jsonb not null,
  received_at timestamptz not null default now(),
  handled_at timestamptz,
  attempts smallint not null default 0,
  due_at timestamptz not null default now(),
  error text,
  primary key (company_id, id),
  unique (company_id, channel, provider_id)
);
create index inbound_events_waiting on inbound_events (company_id, due_at, id) where handled_at is null;
create index inbound_events_conversation on inbound_events (company_id, candidate_id, id) where handled_at is null;
create index inbound_events_handled on inbound_events (handled_at) where handled_at is not null;
call protect_tenant_table('inbound_events');

-- What the sandbox "provider" has accepted: the candidate's phone and mailbox. Once a message, whatever happens.
create table sandbox_messages (
  company_id bigint not null references companies (id),
  id bigint generated always as identity,
  message_id bigint not null,
  channel text not null,
  to_address text not null,
  subject text,
  body text not null,
  html text,
  sent_at timestamptz not null default now(),
  primary key (company_id, id),
  unique (company_id, message_id)
);
create index sandbox_messages_to on sandbox_messages (to_address, id);
create index sandbox_messages_recent on sandbox_messages (company_id, id desc);
call protect_tenant_table('sandbox_messages');

-- Addresses that must not be written to (STOP, unsubscribe, bounced for good).
create table suppressions (
  company_id bigint not null references companies (id),
  channel text not null,
  address text not null,
  reason text not null,
  created_at timestamptz not null default now(),
  primary key (company_id, channel, address)
);
call protect_tenant_table('suppressions');
