-- On which sites, as origins, the web chat may stand in a frame.
alter table companies add column widget_sites text[] not null default '{}';
