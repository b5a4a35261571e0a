-- Only who asks for one conversation is served by this index. By statistics from when nothing waited it looked as good as the
-- one by due_at to who asks what is due, and all that waits was sorted.
drop index inbound_events_conversation;
create index inbound_events_conversation on inbound_events (company_id, candidate_id, written_at, id)
  where handled_at is null and candidate_id is not null;
