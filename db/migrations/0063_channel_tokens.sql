-- What a provider gives out for a while to who has the credentials of a connection: one for all processes, sealed. The
-- row is also the lock under which it is asked for; it is null until then.
create table channel_tokens (
  company_id bigint not null,
  connection_id bigint not null,
  token text,
  expires_at timestamptz not null,
  primary key (company_id, connection_id),
  foreign key (company_id, connection_id) references channel_connections (company_id, id) on delete cascade
);
call protect_tenant_table('channel_tokens');
