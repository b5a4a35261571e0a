-- Whose the address in From: is, nobody has proved: a person of its own, who is never taken for the one known by it.
alter table candidate_contacts drop constraint candidate_contacts_kind_check;
alter table candidate_contacts add constraint candidate_contacts_kind_check
  check (kind in ('email', 'phone', 'messenger', 'whatsapp', 'wechat', 'claimed_email'));

-- How far a connection's mailbox is read. One worker at a time holds it; who lost the hold can move nothing.
create table mailboxes (
  company_id bigint not null,
  connection_id bigint not null,
  -- Server, user and folder: positions of one place say nothing about another.
  place text not null default '',
  uid_validity bigint,
  last_uid bigint not null default 0,
  -- What came before is not fetched when positions are lost or there are none yet.
  read_at timestamptz not null default now(),
  held_by uuid,
  held_until timestamptz,
  due_at timestamptz not null default now(),
  failures smallint not null default 0,
  -- A mail that could not be taken, and how often that was tried.
  stuck_uid bigint,
  stuck_times smallint not null default 0,
  primary key (company_id, connection_id),
  foreign key (company_id, connection_id) references channel_connections (company_id, id) on delete cascade
) with (fillfactor = 50);
create index mailboxes_due on mailboxes (due_at);
call protect_tenant_table('mailboxes');
