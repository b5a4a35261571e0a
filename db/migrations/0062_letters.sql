-- A mail that was built of blocks keeps them beside the HTML they became, so that it can be edited, and its plain text. Without
-- blocks `body` is HTML that was typed.
alter table message_templates
  add column document jsonb,
  add column plain_text text,
  add constraint message_templates_document check (document is null or (channel = 'email' and plain_text is not null));

-- Mails that a company keeps to begin others with.
create table saved_letters (
  company_id bigint not null references companies (id),
  id bigint generated always as identity,
  name text not null,
  subject text not null,
  document jsonb,
  -- The HTML that was typed; empty where there are blocks.
  body text not null,
  created_by uuid,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (company_id, id),
  foreign key (company_id, created_by) references users (company_id, id) on delete set null (created_by)
);
create unique index saved_letters_name on saved_letters (company_id, lower(name));
create index saved_letters_created_by on saved_letters (company_id, created_by) where created_by is not null;
call protect_tenant_table('saved_letters');

-- Pictures of mails. Who has the address sees one, for as long as mails that show it lie in mailboxes: they are never deleted.
create table mail_pictures (
  company_id bigint not null references companies (id),
  id text not null check (length(id) = 32),
  blob_key text not null,
  content_type text not null,
  size integer not null,
  uploaded_by uuid,
  uploaded_at timestamptz not null default now(),
  primary key (company_id, id),
  foreign key (company_id, uploaded_by) references users (company_id, id) on delete set null (uploaded_by)
);
create unique index mail_pictures_id on mail_pictures (id);
create index mail_pictures_uploaded_by on mail_pictures (company_id, uploaded_by) where uploaded_by is not null;
call protect_tenant_table('mail_pictures');
