-- A provider of the sandbox that is to fail for a while, so that one can see what becomes of messages then.
create table sandbox_outages (
  company_id bigint not null references companies (id),
  channel text not null,
  -- busy: asks to come again later. down: has nothing but an error. silent: takes what it is sent and does not answer.
  kind text not null check (kind in ('busy', 'down', 'silent')),
  until timestamptz not null,
  primary key (company_id, channel)
);
call protect_tenant_table('sandbox_outages');
