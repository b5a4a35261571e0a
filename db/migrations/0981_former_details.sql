-- What a candidate was called and how they were reached before somebody corrected it. The event that tells of the correction
-- goes with its application; who is erased later was still known by this.
create table candidate_formers (
  company_id bigint not null,
  candidate_id bigint not null,
  field text not null check (field in ('first_name', 'last_name', 'email', 'phone')),
  value text not null,
  until timestamptz not null default now(),
  primary key (company_id, candidate_id, field, value),
  foreign key (company_id, candidate_id) references candidates (company_id, id) on delete cascade
);
call protect_tenant_table('candidate_formers');

insert into candidate_formers (company_id, candidate_id, field, value, until)
select a.company_id, a.candidate_id, change ->> 'field', change ->> 'from', max(e.at)
from application_events e
join applications a on a.company_id = e.company_id and a.id = e.application_id,
  jsonb_array_elements(e.data -> 'changes') as change
where e.kind = 'edited' and change ->> 'field' in ('first_name', 'last_name', 'email', 'phone') and change ->> 'from' <> ''
group by 1, 2, 3, 4;
