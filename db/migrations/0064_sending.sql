-- How a company's messages may leave. One without a row goes by the defaults of conversations/sending/rules.ts.
create table sending_settings (
  company_id bigint primary key references companies (id),
  -- Whether messages that go out by themselves wait for the hours: [{from, to} or null], from Monday to Sunday, in
  -- minutes of the candidate's day.
  hours_on boolean not null,
  hours jsonb not null check (jsonb_array_length(hours) = 7),
  -- Null stands for "no limit" in each of these.
  sms_cap integer check (sms_cap >= 0),
  number_a_day integer check (number_a_day > 0),
  prefix_an_hour integer check (prefix_an_hour > 0),
  prefix_digits smallint not null check (prefix_digits between 3 and 12),
  -- ISO codes; null: the company's country and those of its campaigns.
  countries text[],
  -- The answer to HELP by language, where the company has one of its own.
  help_texts jsonb not null default '{}'
);
call protect_tenant_table('sending_settings');

-- What has left as SMS: parts in a month of the company's zone, messages to a number in such a day, messages to a prefix
-- in an hour (UTC). A row is locked by whoever counts, until that is committed: so no limit is overshot.
create table sms_counters (
  company_id bigint not null references companies (id),
  kind text not null check (kind in ('month', 'number', 'prefix')),
  key text not null,
  since timestamp not null,
  used integer not null default 0,
  -- When the owners were told that the month's cap comes near.
  warned_at timestamptz,
  primary key (company_id, kind, key, since)
) with (fillfactor = 50);
create index sms_counters_since on sms_counters (since) where kind <> 'month';
call protect_tenant_table('sms_counters');

-- `waits`: goes out by itself, so it keeps to the hours. `not_before`: held back until then, and holds up nothing behind it.
-- `counted`: the month in which its parts were counted; once, however often it is tried.
alter table outbox add column waits boolean not null default false;
alter table outbox add column not_before timestamptz;
alter table outbox add column counted timestamp;
create index outbox_held on outbox (company_id) where not_before is not null;
