-- How a campaign is offered to whom it meets in a messenger. Without a row it is not offered; its own links lead to it all
-- the same.
create table openings (
  company_id bigint not null,
  campaign_id bigint not null,
  mode text not null check (mode in ('disabled', 'job', 'inquiry')),
  -- Empty: the campaign's own.
  title text not null default '' check (length(title) <= 80),
  subtitle text not null default '' check (length(subtitle) <= 80),
  description text not null default '',
  -- Whoever sends this word, and nothing else, comes for this campaign. In lower case, without accents.
  keyword text,
  updated_at timestamptz not null default now(),
  primary key (company_id, campaign_id),
  foreign key (company_id, campaign_id) references campaigns (company_id, id) on delete cascade
);
create unique index openings_keyword on openings (company_id, keyword) where keyword is not null;
call protect_tenant_table('openings');
call hide_deleted_campaigns('openings');

-- What can be chosen from, where a message offers that: {text, choose, cards, more}.
alter table messages add column menu jsonb;

-- Where candidates find the sender: its number, or the page's name in links. Null where nobody knows.
alter table channel_connections add column address text;
