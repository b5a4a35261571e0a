-- When somebody last said that they want to be written to, at an address that only its digest (erased_address) stands for:
-- a STOP that is older and comes late is not obeyed any more. Forgotten when no provider repeats anything that old.
create table opt_ins (
  company_id bigint not null references companies (id),
  channel text not null,
  digest text not null,
  at timestamptz not null,
  primary key (company_id, channel, digest)
);
create index opt_ins_at on opt_ins (at);
call protect_tenant_table('opt_ins');
