-- What few have, and nobody when they come in, so that the intake pays nothing for it.
create index applications_completed on applications (company_id, completed_at) include (campaign_id, folder)
  where completed_at is not null;
create index applications_unread on applications (company_id, last_activity_at desc, id desc) include (campaign_id, folder)
  where unread;
create index applications_resume on applications (company_id, last_activity_at desc, id desc) include (campaign_id, folder)
  where resume_key is not null;
