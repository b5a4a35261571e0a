-- A message that failed can be sent again. Each time is a sending of its own: what a provider still tells of an earlier one
-- is none of the new one's. `retries` says which it is, 0 the first.
alter table messages add column retries smallint not null default 0;
alter table sandbox_messages add column retries smallint not null default 0;

-- What became of a sending that somebody gave up by sending the message again.
create table spent_sendings (
  company_id bigint not null,
  message_id bigint not null,
  retries smallint not null,
  provider_id text,
  to_address text,
  status text not null,
  error_code text,
  error_detail text,
  spent_at timestamptz not null default now(),
  primary key (company_id, message_id, retries),
  foreign key (company_id, message_id) references messages (company_id, id) on delete cascade
);
create index spent_sendings_provider on spent_sendings (company_id, provider_id) where provider_id is not null;
call protect_tenant_table('spent_sendings');

-- A conversation is found by the very event that is handled first, which is the one that was written first.
drop index inbound_events_conversation;
create index inbound_events_conversation on inbound_events (company_id, candidate_id, written_at, id) where handled_at is null;

-- Whoever asks a provider for a token has this long for it; nothing is locked meanwhile.
alter table channel_tokens add column asking_until timestamptz, add column asked_by uuid;
