-- While a table is empty all of its indexes cost the same, and of equals the planner takes the newest. Sessions keep the
-- plan of a foreign key's check for long: made in an empty database with the index by candidate, it would walk through all
-- of a company's entries for every row. So the primary keys are made once more, after the other indexes.
alter table outbox drop constraint outbox_company_id_message_id_fkey;
alter table messages drop constraint messages_pkey, add primary key (company_id, id);
alter table outbox add foreign key (company_id, message_id) references messages (company_id, id) on delete cascade;

alter table application_labels drop constraint application_labels_company_id_application_id_fkey;
alter table interview_sessions drop constraint interview_sessions_company_id_application_id_fkey;
alter table answers drop constraint answers_company_id_application_id_fkey;
alter table applications drop constraint applications_pkey, add primary key (company_id, id);
alter table application_labels
  add foreign key (company_id, application_id) references applications (company_id, id) on delete cascade;
alter table interview_sessions
  add foreign key (company_id, application_id) references applications (company_id, id) on delete cascade;
alter table answers
  add foreign key (company_id, application_id) references applications (company_id, id) on delete cascade;
