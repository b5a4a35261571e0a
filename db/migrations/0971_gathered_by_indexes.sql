-- What is gathered by these indexes is sorted by both keys of lists: with them in the index the rows are not read.
create index applications_added_in on applications (company_id, added_at desc, id desc) include (campaign_id, folder, last_activity_at);
drop index applications_added;
alter index applications_added_in rename to applications_added;
create index applications_completed_in on applications (company_id, completed_at)
  include (campaign_id, folder, id, added_at, last_activity_at) where completed_at is not null;
drop index applications_completed;
alter index applications_completed_in rename to applications_completed;
create index applications_unread_in on applications (company_id, last_activity_at desc, id desc)
  include (campaign_id, folder, added_at) where unread;
drop index applications_unread;
alter index applications_unread_in rename to applications_unread;
