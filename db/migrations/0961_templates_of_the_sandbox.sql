-- Where a company has not connected WhatsApp, the sandbox plays it and lists samples: those are of no connection.
alter table approved_templates alter column connection_id drop not null;
