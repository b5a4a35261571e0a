-- When somebody was last there outlives their sessions, which end with a deactivation or a new password.
alter table users add column last_seen_at timestamptz;
