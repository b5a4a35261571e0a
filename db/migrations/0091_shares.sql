-- A link by which somebody without an account sees some of an application. It ends by itself, when it is revoked, and with
-- the application.
create table shares (
  company_id bigint not null,
  id bigint generated always as identity,
  application_id bigint not null,
  user_id uuid,
  -- Which parts are seen: contact, resume, responses, chat, comments.
  shows text[] not null,
  -- Whether the guest may propose what becomes of the candidate.
  may_propose boolean not null,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  revoked_at timestamptz,
  revoked_by uuid,
  views integer not null default 0,
  last_seen_at timestamptz,
  primary key (company_id, id),
  foreign key (company_id, application_id) references applications (company_id, id) on delete cascade,
  foreign key (company_id, user_id) references users (company_id, id) on delete set null (user_id),
  foreign key (company_id, revoked_by) references users (company_id, id) on delete set null (revoked_by)
);
create index shares_application on shares (company_id, application_id, id desc);
create index shares_user on shares (company_id, user_id) where user_id is not null;
create index shares_revoker on shares (company_id, revoked_by) where revoked_by is not null;
call protect_tenant_table('shares');

-- Its secrets: one that its maker copied, and one of each mail.
create table share_tokens (
  company_id bigint not null,
  share_id bigint not null,
  hash text not null unique,
  primary key (company_id, share_id, hash),
  foreign key (company_id, share_id) references shares (company_id, id) on delete cascade
);
call protect_tenant_table('share_tokens');

create table share_mails (
  company_id bigint not null,
  id bigint generated always as identity,
  share_id bigint not null,
  user_id uuid,
  to_address text not null,
  note text,
  state text not null default 'waiting' check (state in ('waiting', 'sent', 'failed')),
  created_at timestamptz not null default now(),
  primary key (company_id, id),
  foreign key (company_id, share_id) references shares (company_id, id) on delete cascade,
  foreign key (company_id, user_id) references users (company_id, id) on delete set null (user_id)
);
create index share_mails_share on share_mails (company_id, share_id);
create index share_mails_user on share_mails (company_id, user_id) where user_id is not null;
create index share_mails_age on share_mails (company_id, created_at);
call protect_tenant_table('share_mails');

-- What guests propose. Nothing moves by it.
create table share_verdicts (
  company_id bigint not null,
  id bigint generated always as identity,
  share_id bigint not null,
  verdict text not null check (verdict in ('shortlist', 'reject')),
  name text not null,
  comment text not null,
  at timestamptz not null default now(),
  primary key (company_id, id),
  foreign key (company_id, share_id) references shares (company_id, id) on delete cascade
);
create index share_verdicts_share on share_verdicts (company_id, share_id, id);
call protect_tenant_table('share_verdicts');
