-- Who did something is still said when their account is gone, so the log holds name and id by itself; and from which address.
alter table audit_log drop constraint audit_log_company_id_user_id_fkey;
alter table audit_log add column user_name text, add column address text;
update audit_log l set user_name = u.name from users u where u.company_id = l.company_id and u.id = l.user_id;

-- Read from the newest on, by all, by person, by kind, and by both: each an index read backwards.
drop index audit_log_user;
create index audit_log_newest on audit_log (company_id, at, id);
create index audit_log_kind on audit_log (company_id, kind, at, id);
create index audit_log_person on audit_log (company_id, user_id, at, id);
create index audit_log_person_kind on audit_log (company_id, user_id, kind, at, id);
