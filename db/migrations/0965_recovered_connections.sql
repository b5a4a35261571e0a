-- When what went wrong at `last_error_at` was seen to work again; null as long as the error holds.
alter table channel_connections add column recovered_at timestamptz;
