-- Mails of the program itself (invitations, forgotten passwords) reach the sandbox too; they are no candidate's message.
-- One with a link into somebody's account is shown to nobody of the company, only by the operator's command.
alter table sandbox_messages alter column message_id drop not null;
alter table sandbox_messages add column operator_only boolean not null default false;

create table password_resets (
  token_hash text primary key,
  user_id uuid not null references users (id) on delete cascade,
  expires_at timestamptz not null,
  created_at timestamptz not null default now()
);
create index password_resets_user on password_resets (user_id);
alter table password_resets enable row level security;
create policy system on password_resets to parley_system using (true) with check (true);
grant select, insert, delete on password_resets to parley_system;

drop table verifications;
alter table users drop column email_verified;
alter table credentials rename to passwords;
alter table passwords drop column provider_id, drop column account_id;
alter table passwords drop constraint credentials_pkey;
alter table passwords drop column id;
drop index credentials_user;
alter table passwords add primary key (user_id);
alter table passwords rename column password to hash;
alter table passwords alter column hash set not null;
