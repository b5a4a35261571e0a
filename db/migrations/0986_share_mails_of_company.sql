-- What all of a company has mailed within an hour is counted before the next mail.
create index share_mails_company on share_mails (company_id, created_at);
