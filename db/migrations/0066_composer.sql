-- Texts that recruiters send again and again: one's own, or (without a user) everybody's in the company.
create table quick_replies (
  company_id bigint not null references companies (id),
  id bigint generated always as identity,
  user_id uuid,
  title text not null,
  -- With tokens, which are filled in when it is sent.
  body text not null,
  created_by uuid,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (company_id, id),
  foreign key (company_id, user_id) references users (company_id, id) on delete cascade,
  foreign key (company_id, created_by) references users (company_id, id) on delete set null (created_by)
);
create index quick_replies_user on quick_replies (company_id, user_id);
create index quick_replies_created_by on quick_replies (company_id, created_by) where created_by is not null;
call protect_tenant_table('quick_replies');

-- As on the message; the files are the message's own.
alter table sandbox_messages add column attachments jsonb not null default '[]';
