-- The outbox knows whose message it holds, so that one conversation's messages leave in their order, and is read by
-- channel, so that a slow provider holds up no other.
alter table outbox add column candidate_id bigint not null;
drop index outbox_due;
create index outbox_due on outbox (channel, company_id, due_at, message_id) where claimed_by is null;
create index outbox_conversation on outbox (company_id, candidate_id, channel, message_id);
-- Emptied and filled all day long.
alter table outbox set (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000);
