-- What somebody looks for again and again, under a name: one's own, or (without a user) everybody's in the company.
create table saved_views (
  company_id bigint not null references companies (id),
  id bigint generated always as identity,
  name text not null check (length(name) between 1 and 60),
  user_id uuid,
  created_by uuid,
  -- As the Leads screen has it in its address: {campaign?, folder?, label?, mine?, filter?, q?, in?, sort?, order?}.
  search jsonb not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (company_id, id),
  foreign key (company_id, user_id) references users (company_id, id) on delete cascade,
  foreign key (company_id, created_by) references users (company_id, id) on delete set null (created_by)
);
create index saved_views_user on saved_views (company_id, user_id);
create index saved_views_created_by on saved_views (company_id, created_by) where created_by is not null;
call protect_tenant_table('saved_views');
