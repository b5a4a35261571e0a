-- What candidates of the sandbox write and tap stands beside what they were sent.
alter table sandbox_messages
  add column author text not null default 'company' check (author in ('company', 'candidate')),
  -- What can be tapped beneath it: {style, replies}.
  add column taps jsonb,
  -- A file that the candidate sent: {key, name, contentType, size}.
  add column file jsonb,
  -- Taken, and then lost by a trouble that was played.
  add column lost boolean not null default false,
  -- What its sender was told of it last.
  add column reported text check (reported in ('delivered', 'read', 'failed'));

-- Who somebody of the sandbox is on a channel, and the trouble that their next message meets there.
create table sandbox_accounts (
  company_id bigint not null references companies (id),
  channel text not null,
  address text not null,
  -- The phone number or mailbox under which it is shown.
  phone text not null,
  name text,
  trouble text check (trouble in ('refused', 'lost')),
  primary key (company_id, channel, address)
);
create index sandbox_accounts_phone on sandbox_accounts (company_id, phone);
call protect_tenant_table('sandbox_accounts');
