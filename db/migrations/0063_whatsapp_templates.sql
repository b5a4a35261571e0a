-- Texts that a provider has approved, as it told of them last: outside of a channel's window only they may be sent.
create table approved_templates (
  company_id bigint not null,
  id bigint generated always as identity,
  -- By which it can be sent; who connects the same account anew finds its texts again.
  connection_id bigint not null,
  provider_id text not null,
  name text not null,
  language text not null,
  category text not null,
  status text not null,
  -- What the provider thinks of how people take it; null where it does not know yet.
  quality text check (quality in ('green', 'yellow', 'red')),
  -- {header, body, footer, buttons, examples, named, unsupported}
  parts jsonb not null,
  -- Of when the status is: news that come late change nothing.
  told_at timestamptz not null,
  -- The provider does not list it any more.
  gone_at timestamptz,
  primary key (company_id, id),
  unique (company_id, provider_id),
  foreign key (company_id, connection_id) references channel_connections (company_id, id) on delete cascade
);
create index approved_templates_connection on approved_templates (company_id, connection_id);
call protect_tenant_table('approved_templates');

-- Which of them goes out at an event of a campaign, and what stands in its gaps: {slot: text with tokens}.
create table campaign_approved_templates (
  company_id bigint not null,
  campaign_id bigint not null,
  event text not null check (event in ('invitation', 'completion', 'shortlisted', 'rejected')),
  template_id bigint not null,
  parameters jsonb not null default '{}',
  updated_at timestamptz not null default now(),
  primary key (company_id, campaign_id, event),
  foreign key (company_id, campaign_id) references campaigns (company_id, id) on delete cascade,
  foreign key (company_id, template_id) references approved_templates (company_id, id) on delete cascade
);
create index campaign_approved_templates_template on campaign_approved_templates (company_id, template_id);
call protect_tenant_table('campaign_approved_templates');

-- How the provider is told of it where it is an approved text; `body` is what the candidate reads.
alter table messages add column template jsonb;
