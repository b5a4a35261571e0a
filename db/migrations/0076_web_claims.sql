-- Addresses that somebody has typed on a page, for which nobody vouches: any number of people may claim the same one.
create table claimed_contacts (
  company_id bigint not null,
  kind text not null check (kind in ('email', 'phone')),
  value text not null,
  candidate_id bigint not null,
  claimed_at timestamptz not null default now(),
  primary key (company_id, kind, value, candidate_id),
  foreign key (company_id, candidate_id) references candidates (company_id, id) on delete cascade
);
create index claimed_contacts_candidate on claimed_contacts (company_id, candidate_id);
call protect_tenant_table('claimed_contacts');
