-- Rows that were taken in with values that are not of their attribute's type.
alter table imports add column warned integer not null default 0;

-- Such a row stands among those that were not taken, with the application that it became, and goes with it.
alter table import_refusals
  add column application_id bigint,
  add foreign key (company_id, application_id) references applications (company_id, id) on delete cascade;
create index import_refusals_application on import_refusals (company_id, application_id) where application_id is not null;
