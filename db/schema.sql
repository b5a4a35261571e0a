-- Generated from the migrations by bin/db-types.ts. Do not edit.

create extension btree_gin;
create extension citext;
create extension pg_trgm;
create extension unaccent;

create type cohort_event as (id bigint, kind text, campaign_id bigint, at timestamp with time zone);

create sequence access_code_serial as bigint minvalue 0 maxvalue 99999999 start 1 increment 1 cycle;

create table activity_counts (
  company_id bigint not null,
  id bigint not null generated always as identity,
  campaign_id bigint,
  kind text not null,
  bucket timestamp with time zone not null,
  amount integer not null,
  folded boolean not null default false,
  constraint activity_counts_pkey PRIMARY KEY (company_id, id)
);
CREATE INDEX activity_counts_group ON public.activity_counts USING btree (company_id, bucket, campaign_id, kind) INCLUDE (amount);
CREATE INDEX activity_counts_new ON public.activity_counts USING btree (company_id) WHERE (NOT folded);
alter table activity_counts force row level security;
create policy company on activity_counts to parley_app using ((company_id = current_company())) with check ((company_id = current_company()));
create policy not_deleted on activity_counts as restrictive for select to parley_app using (((campaign_id = ANY (ARRAY( SELECT d.campaign_id
   FROM campaign_deletions d))) IS NOT TRUE));
create policy system on activity_counts to parley_system using (true) with check (true);
grant delete, insert, select, update on activity_counts to parley_app;
grant delete, insert, select, update on activity_counts to parley_system;

create table answers (
  company_id bigint not null,
  id bigint not null generated always as identity,
  application_id bigint not null,
  question_id text not null,
  "position" smallint not null,
  kind text not null,
  text text,
  number double precision,
  choice_id text,
  blob_key text,
  content_type text,
  duration_ms integer,
  transcript text,
  answered_at timestamp with time zone not null default now(),
  constraint answers_pkey PRIMARY KEY (company_id, id),
  constraint answers_company_id_application_id_question_id_key UNIQUE (company_id, application_id, question_id),
  constraint answers_company_id_application_id_fkey FOREIGN KEY (company_id, application_id) REFERENCES applications(company_id, id) ON DELETE CASCADE,
  constraint answers_kind_check CHECK ((kind = ANY (ARRAY['text'::text, 'audio'::text, 'choice'::text, 'number'::text])))
);
CREATE INDEX answers_words ON public.answers USING gin (company_id, text_words((COALESCE((text || ' '::text), ''::text) || COALESCE(transcript, ''::text)))) WITH (fastupdate='on', gin_pending_list_limit='1024');
CREATE TRIGGER answers_note_delete AFTER DELETE ON public.answers REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION note_their_applications();
CREATE TRIGGER answers_note_insert AFTER INSERT ON public.answers REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION note_their_applications();
CREATE TRIGGER answers_note_update AFTER UPDATE ON public.answers REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION note_their_applications();
alter table answers force row level security;
create policy company on answers to parley_app using ((company_id = current_company())) with check ((company_id = current_company()));
create policy system on answers to parley_system using (true) with check (true);
grant delete, insert, select, update on answers to parley_app;
grant delete, insert, select, update on answers to parley_system;

create table api_key_usage (
  company_id bigint not null,
  api_key_id bigint not null,
  minute timestamp with time zone not null,
  requests integer not null,
  constraint api_key_usage_pkey PRIMARY KEY (company_id, api_key_id),
  constraint api_key_usage_company_id_api_key_id_fkey FOREIGN KEY (company_id, api_key_id) REFERENCES api_keys(company_id, id) ON DELETE CASCADE
);
alter table api_key_usage force row level security;
create policy company on api_key_usage to parley_app using ((company_id = current_company())) with check ((company_id = current_company()));
create policy system on api_key_usage to parley_system using (true) with check (true);
grant delete, insert, select, update on api_key_usage to parley_app;
grant delete, insert, select, update on api_key_usage to parley_system;

create table api_keys (
  company_id bigint not null,
  id bigint not null generated always as identity,
  name text not null,
  key text not null,
  secret_hash text not null,
  requests_per_minute integer,
  created_by uuid,
  created_at timestamp with time zone not null default now(),
  last_used_at timestamp with time zone,
  revoked_at timestamp with time zone,
  constraint api_keys_pkey PRIMARY KEY (company_id, id),
  constraint api_keys_key_key UNIQUE (key),
  constraint api_keys_company_id_fkey FOREIGN KEY (company_id) REFERENCES companies(id),
  constraint api_keys_requests_per_minute_check CHECK ((requests_per_minute > 0))
);
alter table api_keys force row level security;
create policy company on api_keys to parley_app using ((company_id = current_company())) with check ((company_id = current_company()));
create policy system on api_keys to parley_system using (true) with check (true);
grant delete, insert, select, update on api_keys to parley_app;
grant delete, insert, select, update on api_keys to parley_system;

create table application_change_marks (
  at timestamp with time zone not null default now(),
  ended xid8 not null default pg_snapshot_xmin(pg_current_snapshot()),
  constraint application_change_marks_pkey PRIMARY KEY (at)
);
alter table application_change_marks force row level security;
create policy system on application_change_marks to parley_system using (true) with check (true);
grant delete, insert, select on application_change_marks to parley_system;

create table application_changes (
  company_id bigint not null,
  xid xid8 not null default pg_current_xact_id(),
  application_id bigint not null,
  constraint application_changes_pkey PRIMARY KEY (company_id, xid, application_id)
);
alter table application_changes force row level security;
create policy company on application_changes to parley_app using ((company_id = current_company())) with check ((company_id = current_company()));
create policy system on application_changes to parley_system using (true) with check (true);
grant delete, insert, select, update on application_changes to parley_app;
grant delete, insert, select, update on application_changes to parley_system;

create table application_events (
  company_id bigint not null,
  id bigint not null generated always as identity,
  application_id bigint not null,
  candidate_id bigint not null,
  campaign_id bigint,
  kind text not null,
  actor text not null,
  user_id uuid,
  data jsonb not null default '{}'::jsonb,
  at timestamp with time zone not null default now(),
  reason_id bigint,
  constraint application_events_pkey PRIMARY KEY (company_id, id),
  constraint application_events_actor_check CHECK ((actor = ANY (ARRAY['user'::text, 'candidate'::text, 'bot'::text, 'system'::text, 'api'::text])))
);
CREATE INDEX application_events_application ON public.application_events USING btree (company_id, application_id, id);
CREATE INDEX application_events_reason ON public.application_events USING btree (company_id, reason_id, at) INCLUDE (campaign_id) WHERE (reason_id IS NOT NULL);
CREATE TRIGGER application_events_cohort_delete AFTER DELETE ON public.application_events REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION count_cohorts();
CREATE TRIGGER application_events_cohort_insert AFTER INSERT ON public.application_events REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION count_cohorts();
CREATE TRIGGER application_events_count_delete AFTER DELETE ON public.application_events REFERENCING OLD TABLE AS removed FOR EACH STATEMENT EXECUTE FUNCTION count_activity();
CREATE TRIGGER application_events_count_insert AFTER INSERT ON public.application_events REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION count_activity();
alter table application_events force row level security;
create policy company on application_events to parley_app using ((company_id = current_company())) with check ((company_id = current_company()));
create policy system on application_events to parley_system using (true) with check (true);
grant delete, insert, select, update on application_events to parley_app;
grant delete, insert, select, update on application_events to parley_system;

create table application_labels (
  company_id bigint not null,
  application_id bigint not null,
  label_id bigint not null,
  added_by uuid,
  added_at timestamp with time zone not null default now(),
  constraint application_labels_pkey PRIMARY KEY (company_id, application_id, label_id),
  constraint application_labels_company_id_application_id_fkey FOREIGN KEY (company_id, application_id) REFERENCES applications(company_id, id) ON DELETE CASCADE,
  constraint application_labels_company_id_label_id_fkey FOREIGN KEY (company_id, label_id) REFERENCES labels(company_id, id) ON DELETE CASCADE
);
CREATE INDEX application_labels_label ON public.application_labels USING btree (company_id, label_id, application_id);
CREATE TRIGGER application_labels_count_delete AFTER DELETE ON public.application_labels REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION count_labels();
CREATE TRIGGER application_labels_count_insert AFTER INSERT ON public.application_labels REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION count_labels();
CREATE TRIGGER application_labels_note_delete AFTER DELETE ON public.application_labels REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION note_their_applications();
CREATE TRIGGER application_labels_note_insert AFTER INSERT ON public.application_labels REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION note_their_applications();
CREATE TRIGGER application_labels_note_update AFTER UPDATE ON public.application_labels REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION note_their_applications();
alter table application_labels force row level security;
create policy company on application_labels to parley_app using ((company_id = current_company())) with check ((company_id = current_company()));
create policy system on application_labels to parley_system using (true) with check (true);
grant delete, insert, select, update on application_labels to parley_app;
grant delete, insert, select, update on application_labels to parley_system;

create table applications (
  company_id bigint not null,
  id bigint not null generated always as identity,
  campaign_id bigint,
  candidate_id bigint not null,
  folder text not null default 'inbox'::text,
  source text not null,
  assignee_id uuid,
  resume_key text,
  resume_name text,
  others jsonb not null default '{}'::jsonb,
  access_code text not null default next_access_code(),
  link_version smallint not null default 1,
  unread boolean not null default false,
  last_message text,
  last_message_direction text,
  last_message_at timestamp with time zone,
  added_at timestamp with time zone not null default now(),
  completed_at timestamp with time zone,
  last_activity_at timestamp with time zone not null default now(),
  last_message_channel text,
  reason_id bigint,
  constraint applications_pkey PRIMARY KEY (company_id, id),
  constraint applications_company_id_assignee_id_fkey FOREIGN KEY (company_id, assignee_id) REFERENCES users(company_id, id) ON DELETE SET NULL (assignee_id),
  constraint applications_company_id_campaign_id_fkey FOREIGN KEY (company_id, campaign_id) REFERENCES campaigns(company_id, id),
  constraint applications_company_id_candidate_id_fkey FOREIGN KEY (company_id, candidate_id) REFERENCES candidates(company_id, id),
  constraint applications_company_id_folder_fkey FOREIGN KEY (company_id, folder) REFERENCES folders(company_id, key),
  constraint applications_reason_fkey FOREIGN KEY (company_id, reason_id) REFERENCES move_reasons(company_id, id),
  constraint applications_last_message_direction_check CHECK ((last_message_direction = ANY (ARRAY['in'::text, 'out'::text])))
);
CREATE INDEX applications_added ON public.applications USING btree (company_id, added_at DESC, id DESC) INCLUDE (campaign_id, folder, last_activity_at);
CREATE INDEX applications_assignee ON public.applications USING btree (company_id, assignee_id) WHERE (assignee_id IS NOT NULL);
CREATE INDEX applications_campaign_active ON public.applications USING btree (company_id, campaign_id, folder, last_activity_at DESC, id DESC);
CREATE INDEX applications_campaign_added ON public.applications USING btree (company_id, campaign_id, folder, added_at DESC, id DESC);
CREATE INDEX applications_candidate ON public.applications USING btree (company_id, candidate_id, id);
CREATE INDEX applications_completed ON public.applications USING btree (company_id, completed_at) INCLUDE (campaign_id, folder, id, added_at, last_activity_at) WHERE (completed_at IS NOT NULL);
CREATE INDEX applications_finding ON public.applications USING btree (company_id, last_activity_at DESC, id DESC) INCLUDE (campaign_id, folder, source, assignee_id, unread, added_at, completed_at, last_message_channel, candidate_id);
CREATE INDEX applications_folder_active ON public.applications USING btree (company_id, folder, last_activity_at DESC, id DESC);
CREATE INDEX applications_folder_added ON public.applications USING btree (company_id, folder, added_at DESC, id DESC);
CREATE INDEX applications_reason ON public.applications USING btree (company_id, reason_id, campaign_id) INCLUDE (last_activity_at, id) WHERE (reason_id IS NOT NULL);
CREATE INDEX applications_resume ON public.applications USING btree (company_id, last_activity_at DESC, id DESC) INCLUDE (campaign_id, folder) WHERE (resume_key IS NOT NULL);
CREATE INDEX applications_unread ON public.applications USING btree (company_id, last_activity_at DESC, id DESC) INCLUDE (campaign_id, folder, added_at) WHERE unread;
CREATE TRIGGER applications_count_delete AFTER DELETE ON public.applications REFERENCING OLD TABLE AS removed FOR EACH STATEMENT EXECUTE FUNCTION count_folder_changes();
CREATE TRIGGER applications_count_insert AFTER INSERT ON public.applications REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION count_folder_changes();
CREATE TRIGGER applications_count_labels BEFORE DELETE ON public.applications FOR EACH ROW EXECUTE FUNCTION count_labels_of_deleted();
CREATE TRIGGER applications_count_labels_update AFTER UPDATE ON public.applications REFERENCING OLD TABLE AS removed NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION count_labels_of_moved();
CREATE TRIGGER applications_count_update AFTER UPDATE ON public.applications REFERENCING OLD TABLE AS removed NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION count_folder_changes();
CREATE TRIGGER applications_index_insert AFTER INSERT ON public.applications REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION index_new_details();
CREATE TRIGGER applications_index_update AFTER UPDATE OF others ON public.applications FOR EACH ROW WHEN ((old.others IS DISTINCT FROM new.others)) EXECUTE FUNCTION index_changed_details();
CREATE TRIGGER applications_leave_reason BEFORE UPDATE OF folder ON public.applications FOR EACH ROW WHEN (((old.folder IS DISTINCT FROM new.folder) AND (old.reason_id IS NOT NULL) AND (NOT (old.reason_id IS DISTINCT FROM new.reason_id)))) EXECUTE FUNCTION leave_reason_behind();
CREATE TRIGGER applications_note_delete AFTER DELETE ON public.applications REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION note_applications();
CREATE TRIGGER applications_note_insert AFTER INSERT ON public.applications REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION note_applications();
CREATE TRIGGER applications_note_update AFTER UPDATE ON public.applications REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION note_applications();
alter table applications force row level security;
create policy company on applications to parley_app using ((company_id = current_company())) with check ((company_id = current_company()));
create policy not_deleted on applications as restrictive for select to parley_app using (((campaign_id = ANY (ARRAY( SELECT d.campaign_id
   FROM campaign_deletions d))) IS NOT TRUE));
create policy system on applications to parley_system using (true) with check (true);
grant delete, insert, select, update on applications to parley_app;
grant delete, insert, select, update on applications to parley_system;

create table approved_templates (
  company_id bigint not null,
  id bigint not null generated always as identity,
  connection_id bigint,
  provider_id text not null,
  name text not null,
  language text not null,
  category text not null,
  status text not null,
  quality text,
  parts jsonb not null,
  told_at timestamp with time zone not null,
  gone_at timestamp with time zone,
  constraint approved_templates_pkey PRIMARY KEY (company_id, id),
  constraint approved_templates_company_id_provider_id_key UNIQUE (company_id, provider_id),
  constraint approved_templates_company_id_connection_id_fkey FOREIGN KEY (company_id, connection_id) REFERENCES channel_connections(company_id, id) ON DELETE CASCADE,
  constraint approved_templates_quality_check CHECK ((quality = ANY (ARRAY['green'::text, 'yellow'::text, 'red'::text])))
);
CREATE INDEX approved_templates_connection ON public.approved_templates USING btree (company_id, connection_id);
alter table approved_templates force row level security;
create policy company on approved_templates to parley_app using ((company_id = current_company())) with check ((company_id = current_company()));
create policy system on approved_templates to parley_system using (true) with check (true);
grant delete, insert, select, update on approved_templates to parley_app;
grant delete, insert, select, update on approved_templates to parley_system;

create table attribute_values (
  company_id bigint not null,
  application_id bigint not null,
  attribute_id bigint not null,
  text text not null,
  number double precision,
  date date,
  constraint attribute_values_pkey PRIMARY KEY (company_id, application_id, attribute_id),
  constraint attribute_values_company_id_application_id_fkey FOREIGN KEY (company_id, application_id) REFERENCES applications(company_id, id) ON DELETE CASCADE,
  constraint attribute_values_company_id_attribute_id_fkey FOREIGN KEY (company_id, attribute_id) REFERENCES custom_attributes(company_id, id) ON DELETE CASCADE
);
CREATE INDEX attribute_values_date ON public.attribute_values USING btree (company_id, attribute_id, date, application_id) WHERE (date IS NOT NULL);
CREATE INDEX attribute_values_number ON public.attribute_values USING btree (company_id, attribute_id, number, application_id) WHERE (number IS NOT NULL);
CREATE INDEX attribute_values_text ON public.attribute_values USING btree (company_id, attribute_id, text, application_id);
CREATE TRIGGER attribute_values_note_delete AFTER DELETE ON public.attribute_values REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION note_their_applications();
CREATE TRIGGER attribute_values_note_insert AFTER INSERT ON public.attribute_values REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION note_their_applications();
CREATE TRIGGER attribute_values_note_update AFTER UPDATE ON public.attribute_values REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION note_their_applications();
alter table attribute_values force row level security;
create policy company on attribute_values to parley_app using ((company_id = current_company())) with check ((company_id = current_company()));
create policy system on attribute_values to parley_system using (true) with check (true);
grant delete, insert, select, update on attribute_values to parley_app;
grant delete, insert, select, update on attribute_values to parley_system;

create table audit_log (
  company_id bigint not null,
  id bigint not null generated always as identity,
  at timestamp with time zone not null default now(),
  user_id uuid,
  kind text not null,
  data jsonb not null default '{}'::jsonb,
  user_name text,
  address text,
  constraint audit_log_pkey PRIMARY KEY (company_id, id),
  constraint audit_log_company_id_fkey FOREIGN KEY (company_id) REFERENCES companies(id)
);
CREATE INDEX audit_log_kind ON public.audit_log USING btree (company_id, kind, at, id);
CREATE INDEX audit_log_newest ON public.audit_log USING btree (company_id, at, id);
CREATE INDEX audit_log_person ON public.audit_log USING btree (company_id, user_id, at, id);
CREATE INDEX audit_log_person_kind ON public.audit_log USING btree (company_id, user_id, kind, at, id);
alter table audit_log force row level security;
create policy company on audit_log to parley_app using ((company_id = current_company())) with check ((company_id = current_company()));
create policy system on audit_log to parley_system using (true) with check (true);
grant delete, insert, select, update on audit_log to parley_app;
grant delete, insert, select, update on audit_log to parley_system;

create table bulk_actions (
  company_id bigint not null,
  id bigint not null generated always as identity,
  user_id uuid not null,
  state text not null default 'prepared'::text,
  action jsonb,
  undoes bigint,
  total integer not null,
  "position" integer not null default 0,
  done integer not null default 0,
  skipped integer not null default 0,
  failed integer not null default 0,
  turn integer not null default 0,
  created_at timestamp with time zone not null default now(),
  started_at timestamp with time zone,
  finished_at timestamp with time zone,
  constraint bulk_actions_pkey PRIMARY KEY (company_id, id),
  constraint bulk_actions_company_id_fkey FOREIGN KEY (company_id) REFERENCES companies(id),
  constraint bulk_actions_company_id_undoes_fkey FOREIGN KEY (company_id, undoes) REFERENCES bulk_actions(company_id, id) ON DELETE CASCADE,
  constraint bulk_actions_company_id_user_id_fkey FOREIGN KEY (company_id, user_id) REFERENCES users(company_id, id) ON DELETE CASCADE,
  constraint bulk_actions_check CHECK (((action IS NOT NULL) OR (state = 'prepared'::text))),
  constraint bulk_actions_check1 CHECK (((state <> ALL (ARRAY['finished'::text, 'cancelled'::text, 'failed'::text])) OR (NOT (action ?| ARRAY['body'::text, 'subject'::text])))),
  constraint bulk_actions_state_check CHECK ((state = ANY (ARRAY['prepared'::text, 'waiting'::text, 'running'::text, 'finished'::text, 'cancelled'::text, 'failed'::text])))
);
CREATE INDEX bulk_actions_age ON public.bulk_actions USING btree (created_at);
CREATE INDEX bulk_actions_open ON public.bulk_actions USING btree (company_id) WHERE (state = ANY (ARRAY['waiting'::text, 'running'::text]));
CREATE UNIQUE INDEX bulk_actions_undoes ON public.bulk_actions USING btree (company_id, undoes) WHERE (undoes IS NOT NULL);
CREATE INDEX bulk_actions_user ON public.bulk_actions USING btree (company_id, user_id, id DESC);
alter table bulk_actions force row level security;
create policy company on bulk_actions to parley_app using ((company_id = current_company())) with check ((company_id = current_company()));
create policy system on bulk_actions to parley_system using (true) with check (true);
grant delete, insert, select, update on bulk_actions to parley_app;
grant delete, insert, select, update on bulk_actions to parley_system;

create table bulk_results (
  company_id bigint not null,
  bulk_id bigint not null,
  application_id bigint not null,
  outcome text not null,
  code text,
  reason text,
  before text,
  event_id bigint,
  constraint bulk_results_pkey PRIMARY KEY (company_id, bulk_id, application_id),
  constraint bulk_results_company_id_bulk_id_fkey FOREIGN KEY (company_id, bulk_id) REFERENCES bulk_actions(company_id, id) ON DELETE CASCADE,
  constraint bulk_results_outcome_check CHECK ((outcome = ANY (ARRAY['done'::text, 'skipped'::text, 'failed'::text])))
);
CREATE INDEX bulk_results_not_done ON public.bulk_results USING btree (company_id, bulk_id, outcome, application_id) WHERE (outcome <> 'done'::text);
alter table bulk_results force row level security;
create policy company on bulk_results to parley_app using ((company_id = current_company())) with check ((company_id = current_company()));
create policy system on bulk_results to parley_system using (true) with check (true);
grant delete, insert, select, update on bulk_results to parley_app;
grant delete, insert, select, update on bulk_results to parley_system;

create table bulk_selections (
  company_id bigint not null,
  bulk_id bigint not null,
  number integer not null,
  ids bigint[] not null,
  constraint bulk_selections_pkey PRIMARY KEY (company_id, bulk_id, number),
  constraint bulk_selections_company_id_bulk_id_fkey FOREIGN KEY (company_id, bulk_id) REFERENCES bulk_actions(company_id, id) ON DELETE CASCADE
);
alter table bulk_selections force row level security;
create policy company on bulk_selections to parley_app using ((company_id = current_company())) with check ((company_id = current_company()));
create policy system on bulk_selections to parley_system using (true) with check (true);
grant delete, insert, select, update on bulk_selections to parley_app;
grant delete, insert, select, update on bulk_selections to parley_system;

create table campaign_approved_templates (
  company_id bigint not null,
  campaign_id bigint not null,
  event text not null,
  template_id bigint not null,
  parameters jsonb not null default '{}'::jsonb,
  updated_at timestamp with time zone not null default now(),
  constraint campaign_approved_templates_pkey PRIMARY KEY (company_id, campaign_id, event),
  constraint campaign_approved_templates_company_id_campaign_id_fkey FOREIGN KEY (company_id, campaign_id) REFERENCES campaigns(company_id, id) ON DELETE CASCADE,
  constraint campaign_approved_templates_company_id_template_id_fkey FOREIGN KEY (company_id, template_id) REFERENCES approved_templates(company_id, id) ON DELETE CASCADE,
  constraint campaign_approved_templates_event_check CHECK ((event = ANY (ARRAY['invitation'::text, 'completion'::text, 'shortlisted'::text, 'rejected'::text])))
);
CREATE INDEX campaign_approved_templates_template ON public.campaign_approved_templates USING btree (company_id, template_id);
alter table campaign_approved_templates force row level security;
create policy company on campaign_approved_templates to parley_app using ((company_id = current_company())) with check ((company_id = current_company()));
create policy system on campaign_approved_templates to parley_system using (true) with check (true);
grant delete, insert, select, update on campaign_approved_templates to parley_app;
grant delete, insert, select, update on campaign_approved_templates to parley_system;

create table campaign_deletions (
  company_id bigint not null,
  campaign_id bigint not null,
  deleted_by uuid not null,
  deleted_at timestamp with time zone not null default now(),
  constraint campaign_deletions_pkey PRIMARY KEY (company_id, campaign_id),
  constraint campaign_deletions_company_id_campaign_id_fkey FOREIGN KEY (company_id, campaign_id) REFERENCES campaigns(company_id, id) ON DELETE CASCADE
);
alter table campaign_deletions force row level security;
create policy company on campaign_deletions to parley_app using ((company_id = current_company())) with check ((company_id = current_company()));
create policy system on campaign_deletions to parley_system using (true) with check (true);
grant delete, insert, select, update on campaign_deletions to parley_app;
grant delete, insert, select, update on campaign_deletions to parley_system;

create table campaign_members (
  company_id bigint not null,
  campaign_id bigint not null,
  user_id uuid not null,
  added_by uuid,
  added_at timestamp with time zone not null default now(),
  constraint campaign_members_pkey PRIMARY KEY (company_id, campaign_id, user_id),
  constraint campaign_members_company_id_campaign_id_fkey FOREIGN KEY (company_id, campaign_id) REFERENCES campaigns(company_id, id) ON DELETE CASCADE,
  constraint campaign_members_company_id_user_id_fkey FOREIGN KEY (company_id, user_id) REFERENCES users(company_id, id) ON DELETE CASCADE
);
CREATE INDEX campaign_members_user ON public.campaign_members USING btree (company_id, user_id);
alter table campaign_members force row level security;
create policy company on campaign_members to parley_app using ((company_id = current_company())) with check ((company_id = current_company()));
create policy system on campaign_members to parley_system using (true) with check (true);
grant delete, insert, select, update on campaign_members to parley_app;
grant delete, insert, select, update on campaign_members to parley_system;

create table campaign_rotation_members (
  company_id bigint not null,
  campaign_id bigint not null,
  "position" integer not null,
  user_id uuid not null,
  constraint campaign_rotation_members_pkey PRIMARY KEY (company_id, campaign_id, "position"),
  constraint campaign_rotation_members_company_id_campaign_id_user_id_key UNIQUE (company_id, campaign_id, user_id),
  constraint campaign_rotation_members_company_id_campaign_id_fkey FOREIGN KEY (company_id, campaign_id) REFERENCES campaign_rotations(company_id, campaign_id) ON DELETE CASCADE,
  constraint campaign_rotation_members_company_id_user_id_fkey FOREIGN KEY (company_id, user_id) REFERENCES users(company_id, id) ON DELETE CASCADE,
  constraint campaign_rotation_members_position_check CHECK (("position" > 0))
);
CREATE INDEX campaign_rotation_members_user ON public.campaign_rotation_members USING btree (company_id, user_id);
alter table campaign_rotation_members force row level security;
create policy company on campaign_rotation_members to parley_app using ((company_id = current_company())) with check ((company_id = current_company()));
create policy system on campaign_rotation_members to parley_system using (true) with check (true);
grant delete, insert, select, update on campaign_rotation_members to parley_app;
grant delete, insert, select, update on campaign_rotation_members to parley_system;

create table campaign_rotations (
  company_id bigint not null,
  campaign_id bigint not null,
  last_position integer not null default 0,
  constraint campaign_rotations_pkey PRIMARY KEY (company_id, campaign_id),
  constraint campaign_rotations_company_id_campaign_id_fkey FOREIGN KEY (company_id, campaign_id) REFERENCES campaigns(company_id, id) ON DELETE CASCADE
);
alter table campaign_rotations force row level security;
create policy company on campaign_rotations to parley_app using ((company_id = current_company())) with check ((company_id = current_company()));
create policy system on campaign_rotations to parley_system using (true) with check (true);
grant delete, insert, select, update on campaign_rotations to parley_app;
grant delete, insert, select, update on campaign_rotations to parley_system;

create table campaigns (
  company_id bigint not null,
  id bigint not null generated always as identity,
  title text not null,
  country text not null,
  language text not null,
  interview_version integer not null default 1,
  created_by uuid,
  created_at timestamp with time zone not null default now(),
  updated_at timestamp with time zone not null default now(),
  archived_at timestamp with time zone,
  constraint campaigns_pkey PRIMARY KEY (company_id, id),
  constraint campaigns_company_id_created_by_fkey FOREIGN KEY (company_id, created_by) REFERENCES users(company_id, id) ON DELETE SET NULL (created_by),
  constraint campaigns_company_id_fkey FOREIGN KEY (company_id) REFERENCES companies(id),
  constraint campaigns_country_check CHECK ((country ~ '^[A-Z]{2}$'::text)),
  constraint campaigns_title_check CHECK (((length(title) >= 1) AND (length(title) <= 200)))
);
CREATE INDEX campaigns_creator ON public.campaigns USING btree (company_id, created_by) WHERE (created_by IS NOT NULL);
alter table campaigns force row level security;
create policy company on campaigns to parley_app using ((company_id = current_company())) with check ((company_id = current_company()));
create policy not_deleted on campaigns as restrictive for select to parley_app using (((id = ANY (ARRAY( SELECT d.campaign_id
   FROM campaign_deletions d))) IS NOT TRUE));
create policy system on campaigns to parley_system using (true) with check (true);
grant delete, insert, select, update on campaigns to parley_app;
grant delete, insert, select, update on campaigns to parley_system;

create table candidate_contacts (
  company_id bigint not null,
  kind text not null,
  value text not null,
  candidate_id bigint not null,
  created_at timestamp with time zone not null default now(),
  constraint candidate_contacts_pkey PRIMARY KEY (company_id, kind, value),
  constraint candidate_contacts_company_id_candidate_id_fkey FOREIGN KEY (company_id, candidate_id) REFERENCES candidates(company_id, id) ON DELETE CASCADE,
  constraint candidate_contacts_kind_check CHECK ((kind = ANY (ARRAY['email'::text, 'phone'::text, 'messenger'::text, 'whatsapp'::text, 'wechat'::text, 'claimed_email'::text])))
);
CREATE INDEX candidate_contacts_candidate ON public.candidate_contacts USING btree (company_id, candidate_id);
alter table candidate_contacts force row level security;
create policy company on candidate_contacts to parley_app using ((company_id = current_company())) with check ((company_id = current_company()));
create policy system on candidate_contacts to parley_system using (true) with check (true);
grant delete, insert, select, update on candidate_contacts to parley_app;
grant delete, insert, select, update on candidate_contacts to parley_system;

create table candidate_formers (
  company_id bigint not null,
  candidate_id bigint not null,
  field text not null,
  value text not null,
  until timestamp with time zone not null default now(),
  constraint candidate_formers_pkey PRIMARY KEY (company_id, candidate_id, field, value),
  constraint candidate_formers_company_id_candidate_id_fkey FOREIGN KEY (company_id, candidate_id) REFERENCES candidates(company_id, id) ON DELETE CASCADE,
  constraint candidate_formers_field_check CHECK ((field = ANY (ARRAY['first_name'::text, 'last_name'::text, 'email'::text, 'phone'::text])))
);
alter table candidate_formers force row level security;
create policy company on candidate_formers to parley_app using ((company_id = current_company())) with check ((company_id = current_company()));
create policy system on candidate_formers to parley_system using (true) with check (true);
grant delete, insert, select, update on candidate_formers to parley_app;
grant delete, insert, select, update on candidate_formers to parley_system;

create table candidate_merges (
  company_id bigint not null,
  id bigint not null generated always as identity,
  kept_id bigint not null,
  merged_id bigint not null,
  moved jsonb not null,
  merged_by uuid,
  merged_at timestamp with time zone not null default now(),
  undone_at timestamp with time zone,
  constraint candidate_merges_pkey PRIMARY KEY (company_id, id),
  constraint candidate_merges_company_id_fkey FOREIGN KEY (company_id) REFERENCES companies(id),
  constraint candidate_merges_company_id_kept_id_fkey FOREIGN KEY (company_id, kept_id) REFERENCES candidates(company_id, id) ON DELETE CASCADE,
  constraint candidate_merges_company_id_merged_by_fkey FOREIGN KEY (company_id, merged_by) REFERENCES users(company_id, id) ON DELETE SET NULL (merged_by),
  constraint candidate_merges_company_id_merged_id_fkey FOREIGN KEY (company_id, merged_id) REFERENCES candidates(company_id, id) ON DELETE CASCADE,
  constraint candidate_merges_check CHECK ((merged_id <> kept_id))
);
CREATE UNIQUE INDEX candidate_merges_in_force ON public.candidate_merges USING btree (company_id, merged_id) WHERE (undone_at IS NULL);
CREATE INDEX candidate_merges_kept ON public.candidate_merges USING btree (company_id, kept_id);
CREATE INDEX candidate_merges_merged ON public.candidate_merges USING btree (company_id, merged_id);
CREATE INDEX candidate_merges_user ON public.candidate_merges USING btree (company_id, merged_by) WHERE (merged_by IS NOT NULL);
alter table candidate_merges force row level security;
create policy company on candidate_merges to parley_app using ((company_id = current_company())) with check ((company_id = current_company()));
create policy system on candidate_merges to parley_system using (true) with check (true);
grant delete, insert, select, update on candidate_merges to parley_app;
grant delete, insert, select, update on candidate_merges to parley_system;

create table candidates (
  company_id bigint not null,
  id bigint not null generated always as identity,
  first_name text not null default ''::text,
  last_name text not null default ''::text,
  email text,
  phone text,
  photo_key text,
  created_at timestamp with time zone not null default now(),
  updated_at timestamp with time zone not null default now(),
  search_text text not null generated always as (fold_text((((((((' '::text || first_name) || ' '::text) || last_name) || ' '::text) || COALESCE(email, ''::text)) || ' '::text) || COALESCE(phone, ''::text)))) stored,
  constraint candidates_pkey PRIMARY KEY (company_id, id),
  constraint candidates_company_id_fkey FOREIGN KEY (company_id) REFERENCES companies(id),
  constraint candidates_phone_check CHECK ((phone ~ '^\+[0-9]{4,15}$'::text))
);
CREATE INDEX candidates_search ON public.candidates USING gin (company_id, search_text gin_trgm_ops) WITH (fastupdate='on', gin_pending_list_limit='1024');
CREATE TRIGGER candidates_note_renamed AFTER UPDATE ON public.candidates REFERENCING OLD TABLE AS known NEW TABLE AS renamed FOR EACH STATEMENT EXECUTE FUNCTION note_renamed();
CREATE TRIGGER candidates_words_insert AFTER INSERT ON public.candidates REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION collect_name_words();
CREATE TRIGGER candidates_words_update AFTER UPDATE ON public.candidates REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION collect_name_words();
alter table candidates force row level security;
create policy company on candidates to parley_app using ((company_id = current_company())) with check ((company_id = current_company()));
create policy system on candidates to parley_system using (true) with check (true);
grant delete, insert, select, update on candidates to parley_app;
grant delete, insert, select, update on candidates to parley_system;

create table channel_connections (
  company_id bigint not null,
  id bigint not null generated always as identity,
  channel text not null,
  provider text not null,
  credentials text,
  settings jsonb not null,
  account text not null,
  rate real not null,
  free_at timestamp with time zone not null default now(),
  failures smallint not null default 0,
  paused_until timestamp with time zone,
  last_error_code text,
  last_error text,
  last_error_at timestamp with time zone,
  warned_at timestamp with time zone,
  created_by uuid,
  created_at timestamp with time zone not null default now(),
  disconnected_at timestamp with time zone,
  address text,
  recovered_at timestamp with time zone,
  constraint channel_connections_pkey PRIMARY KEY (company_id, id),
  constraint channel_connections_company_id_created_by_fkey FOREIGN KEY (company_id, created_by) REFERENCES users(company_id, id) ON DELETE SET NULL (created_by),
  constraint channel_connections_company_id_fkey FOREIGN KEY (company_id) REFERENCES companies(id),
  constraint channel_connections_channel_check CHECK ((channel = ANY (ARRAY['sms'::text, 'email'::text, 'messenger'::text, 'whatsapp'::text, 'wechat'::text]))),
  constraint channel_connections_check CHECK (((credentials IS NULL) = (disconnected_at IS NOT NULL))),
  constraint channel_connections_rate_check CHECK ((rate > (0)::double precision))
);
CREATE UNIQUE INDEX channel_connections_account ON public.channel_connections USING btree (provider, account) WHERE (disconnected_at IS NULL);
CREATE UNIQUE INDEX channel_connections_active ON public.channel_connections USING btree (company_id, channel) WHERE (disconnected_at IS NULL);
CREATE INDEX channel_connections_created_by ON public.channel_connections USING btree (company_id, created_by) WHERE (created_by IS NOT NULL);
alter table channel_connections force row level security;
create policy company on channel_connections to parley_app using ((company_id = current_company())) with check ((company_id = current_company()));
create policy system on channel_connections to parley_system using (true) with check (true);
grant delete, insert, select, update on channel_connections to parley_app;
grant delete, insert, select, update on channel_connections to parley_system;

create table channel_tokens (
  company_id bigint not null,
  connection_id bigint not null,
  token text,
  expires_at timestamp with time zone not null,
  asking_until timestamp with time zone,
  asked_by uuid,
  constraint channel_tokens_pkey PRIMARY KEY (company_id, connection_id),
  constraint channel_tokens_company_id_connection_id_fkey FOREIGN KEY (company_id, connection_id) REFERENCES channel_connections(company_id, id) ON DELETE CASCADE
);
alter table channel_tokens force row level security;
create policy company on channel_tokens to parley_app using ((company_id = current_company())) with check ((company_id = current_company()));
create policy system on channel_tokens to parley_system using (true) with check (true);
grant delete, insert, select, update on channel_tokens to parley_app;
grant delete, insert, select, update on channel_tokens to parley_system;

create table claimed_contacts (
  company_id bigint not null,
  kind text not null,
  value text not null,
  candidate_id bigint not null,
  claimed_at timestamp with time zone not null default now(),
  constraint claimed_contacts_pkey PRIMARY KEY (company_id, kind, value, candidate_id),
  constraint claimed_contacts_company_id_candidate_id_fkey FOREIGN KEY (company_id, candidate_id) REFERENCES candidates(company_id, id) ON DELETE CASCADE,
  constraint claimed_contacts_kind_check CHECK ((kind = ANY (ARRAY['email'::text, 'phone'::text])))
);
CREATE INDEX claimed_contacts_candidate ON public.claimed_contacts USING btree (company_id, candidate_id);
alter table claimed_contacts force row level security;
create policy company on claimed_contacts to parley_app using ((company_id = current_company())) with check ((company_id = current_company()));
create policy system on claimed_contacts to parley_system using (true) with check (true);
grant delete, insert, select, update on claimed_contacts to parley_app;
grant delete, insert, select, update on claimed_contacts to parley_system;

create table comments (
  company_id bigint not null,
  id bigint not null generated always as identity,
  application_id bigint not null,
  candidate_id bigint not null,
  user_id uuid,
  body text not null,
  at timestamp with time zone not null default now(),
  constraint comments_pkey PRIMARY KEY (company_id, id),
  constraint comments_company_id_user_id_fkey FOREIGN KEY (company_id, user_id) REFERENCES users(company_id, id) ON DELETE SET NULL (user_id),
  constraint comments_body_check CHECK (((length(body) >= 1) AND (length(body) <= 10000)))
);
CREATE INDEX comments_candidate ON public.comments USING btree (company_id, candidate_id, id);
CREATE INDEX comments_user ON public.comments USING btree (company_id, user_id) WHERE (user_id IS NOT NULL);
CREATE INDEX comments_words ON public.comments USING gin (company_id, text_words(body)) WITH (fastupdate='on', gin_pending_list_limit='1024');
alter table comments force row level security;
create policy company on comments to parley_app using ((company_id = current_company())) with check ((company_id = current_company()));
create policy system on comments to parley_system using (true) with check (true);
grant delete, insert, select, update on comments to parley_app;
grant delete, insert, select, update on comments to parley_system;

create table companies (
  id bigint not null generated always as identity,
  name text not null,
  country text not null default 'US'::text,
  language text not null default 'en'::text,
  time_zone text not null default 'UTC'::text,
  created_at timestamp with time zone not null default now(),
  widget_sites text[] not null default '{}'::text[],
  managers_export boolean not null default true,
  constraint companies_pkey PRIMARY KEY (id),
  constraint companies_country_check CHECK ((country ~ '^[A-Z]{2}$'::text)),
  constraint companies_name_check CHECK (((length(name) >= 1) AND (length(name) <= 200)))
);
CREATE TRIGGER companies_automatic_labels AFTER INSERT ON public.companies FOR EACH ROW EXECUTE FUNCTION create_automatic_labels();
CREATE TRIGGER companies_default_folders AFTER INSERT ON public.companies FOR EACH ROW EXECUTE FUNCTION create_default_folders();
alter table companies force row level security;
create policy company on companies to parley_app using ((id = current_company())) with check ((id = current_company()));
create policy system on companies to parley_system using (true) with check (true);
grant delete, insert, select, update on companies to parley_app;
grant delete, insert, select, update on companies to parley_system;

create table custom_attributes (
  company_id bigint not null,
  id bigint not null generated always as identity,
  key text not null,
  name text not null,
  type text not null,
  choices jsonb not null default '[]'::jsonb,
  "position" integer not null,
  archived_at timestamp with time zone,
  indexed_at timestamp with time zone,
  created_at timestamp with time zone not null default now(),
  constraint custom_attributes_pkey PRIMARY KEY (company_id, id),
  constraint custom_attributes_company_id_key_key UNIQUE (company_id, key),
  constraint custom_attributes_company_id_fkey FOREIGN KEY (company_id) REFERENCES companies(id),
  constraint custom_attributes_key_check CHECK (((length(key) >= 1) AND (length(key) <= 60))),
  constraint custom_attributes_name_check CHECK (((length(name) >= 1) AND (length(name) <= 60))),
  constraint custom_attributes_type_check CHECK ((type = ANY (ARRAY['text'::text, 'number'::text, 'date'::text, 'choice'::text])))
);
CREATE UNIQUE INDEX custom_attributes_name ON public.custom_attributes USING btree (company_id, lower(name));
alter table custom_attributes force row level security;
create policy company on custom_attributes to parley_app using ((company_id = current_company())) with check ((company_id = current_company()));
create policy system on custom_attributes to parley_system using (true) with check (true);
grant delete, insert, select, update on custom_attributes to parley_app;
grant delete, insert, select, update on custom_attributes to parley_system;

create table day_counts (
  company_id bigint not null,
  id bigint not null generated always as identity,
  campaign_id bigint,
  folder text not null,
  field text not null,
  day date not null,
  amount integer not null,
  folded boolean not null default false,
  constraint day_counts_pkey PRIMARY KEY (company_id, id),
  constraint day_counts_field_check CHECK ((field = ANY (ARRAY['added'::text, 'completed'::text, 'active'::text])))
);
CREATE INDEX day_counts_group ON public.day_counts USING btree (company_id, field, day, campaign_id, folder) INCLUDE (amount);
CREATE INDEX day_counts_new ON public.day_counts USING btree (company_id) WHERE (NOT folded);
alter table day_counts force row level security;
create policy company on day_counts to parley_app using ((company_id = current_company())) with check ((company_id = current_company()));
create policy not_deleted on day_counts as restrictive for select to parley_app using (((campaign_id = ANY (ARRAY( SELECT d.campaign_id
   FROM campaign_deletions d))) IS NOT TRUE));
create policy system on day_counts to parley_system using (true) with check (true);
grant delete, insert, select, update on day_counts to parley_app;
grant delete, insert, select, update on day_counts to parley_system;

create table export_choices (
  company_id bigint not null,
  user_id uuid not null,
  format text not null,
  columns text[] not null,
  constraint export_choices_pkey PRIMARY KEY (company_id, user_id),
  constraint export_choices_company_id_user_id_fkey FOREIGN KEY (company_id, user_id) REFERENCES users(company_id, id) ON DELETE CASCADE
);
alter table export_choices force row level security;
create policy company on export_choices to parley_app using ((company_id = current_company())) with check ((company_id = current_company()));
create policy system on export_choices to parley_system using (true) with check (true);
grant delete, insert, select, update on export_choices to parley_app;
grant delete, insert, select, update on export_choices to parley_system;

create table export_people (
  company_id bigint not null,
  export_id bigint not null,
  number integer not null,
  first_id bigint not null,
  last_id bigint not null,
  candidates bigint[] not null,
  constraint export_people_pkey PRIMARY KEY (company_id, export_id, number),
  constraint export_people_company_id_export_id_fkey FOREIGN KEY (company_id, export_id) REFERENCES exports(company_id, id) ON DELETE CASCADE
);
alter table export_people force row level security;
create policy company on export_people to parley_app using ((company_id = current_company())) with check ((company_id = current_company()));
create policy system on export_people to parley_system using (true) with check (true);
grant delete, insert, select, update on export_people to parley_app;
grant delete, insert, select, update on export_people to parley_system;

create table exports (
  company_id bigint not null,
  id bigint not null generated always as identity,
  user_id uuid not null,
  state text not null default 'waiting'::text,
  format text not null,
  columns text[] not null,
  chosen jsonb,
  turn integer not null default 0,
  total integer,
  done integer not null default 0,
  file_name text not null,
  blob_key text,
  size bigint,
  error text,
  created_at timestamp with time zone not null default now(),
  started_at timestamp with time zone,
  finished_at timestamp with time zone,
  kind text not null,
  campaigns bigint[] not null default '{}'::bigint[],
  outside_campaigns boolean not null default false,
  constraint exports_pkey PRIMARY KEY (company_id, id),
  constraint exports_company_id_fkey FOREIGN KEY (company_id) REFERENCES companies(id),
  constraint exports_company_id_user_id_fkey FOREIGN KEY (company_id, user_id) REFERENCES users(company_id, id) ON DELETE CASCADE,
  constraint exports_check CHECK (((state = 'finished'::text) = (blob_key IS NOT NULL))),
  constraint exports_check1 CHECK (((chosen IS NULL) = (state = ANY (ARRAY['finished'::text, 'cancelled'::text, 'failed'::text])))),
  constraint exports_format_check CHECK ((format = ANY (ARRAY['xlsx'::text, 'csv'::text]))),
  constraint exports_kind_check CHECK ((kind = ANY (ARRAY['campaign'::text, 'everything'::text, 'selection'::text, 'list'::text]))),
  constraint exports_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'running'::text, 'finished'::text, 'cancelled'::text, 'failed'::text])))
);
CREATE INDEX exports_age ON public.exports USING btree (created_at);
CREATE INDEX exports_open ON public.exports USING btree (company_id) WHERE (state = ANY (ARRAY['waiting'::text, 'running'::text]));
CREATE INDEX exports_user ON public.exports USING btree (company_id, user_id, id DESC);
alter table exports force row level security;
create policy company on exports to parley_app using ((company_id = current_company())) with check ((company_id = current_company()));
create policy system on exports to parley_system using (true) with check (true);
grant delete, insert, select, update on exports to parley_app;
grant delete, insert, select, update on exports to parley_system;

create table folder_campaigns (
  company_id bigint not null,
  folder text not null,
  campaign_id bigint not null,
  constraint folder_campaigns_pkey PRIMARY KEY (company_id, folder, campaign_id),
  constraint folder_campaigns_company_id_campaign_id_fkey FOREIGN KEY (company_id, campaign_id) REFERENCES campaigns(company_id, id) ON DELETE CASCADE,
  constraint folder_campaigns_company_id_folder_fkey FOREIGN KEY (company_id, folder) REFERENCES folders(company_id, key) ON DELETE CASCADE
);
CREATE INDEX folder_campaigns_campaign ON public.folder_campaigns USING btree (company_id, campaign_id);
alter table folder_campaigns force row level security;
create policy company on folder_campaigns to parley_app using ((company_id = current_company())) with check ((company_id = current_company()));
create policy not_deleted on folder_campaigns as restrictive for select to parley_app using (((campaign_id = ANY (ARRAY( SELECT d.campaign_id
   FROM campaign_deletions d))) IS NOT TRUE));
create policy system on folder_campaigns to parley_system using (true) with check (true);
grant delete, insert, select, update on folder_campaigns to parley_app;
grant delete, insert, select, update on folder_campaigns to parley_system;

create table folder_counts (
  company_id bigint not null,
  id bigint not null generated always as identity,
  campaign_id bigint,
  folder text not null,
  amount integer not null,
  folded boolean not null default false,
  source text not null,
  assignee_id uuid,
  constraint folder_counts_pkey PRIMARY KEY (company_id, id)
);
CREATE INDEX folder_counts_group ON public.folder_counts USING btree (company_id, campaign_id, folder) INCLUDE (amount, source, assignee_id);
CREATE INDEX folder_counts_new ON public.folder_counts USING btree (company_id) WHERE (NOT folded);
alter table folder_counts force row level security;
create policy company on folder_counts to parley_app using ((company_id = current_company())) with check ((company_id = current_company()));
create policy not_deleted on folder_counts as restrictive for select to parley_app using (((campaign_id = ANY (ARRAY( SELECT d.campaign_id
   FROM campaign_deletions d))) IS NOT TRUE));
create policy system on folder_counts to parley_system using (true) with check (true);
grant delete, insert, select, update on folder_counts to parley_app;
grant delete, insert, select, update on folder_counts to parley_system;

create table folders (
  company_id bigint not null,
  key text not null,
  name text,
  color text,
  "position" integer not null,
  all_campaigns boolean not null default true,
  reason_required boolean not null default false,
  constraint folders_pkey PRIMARY KEY (company_id, key),
  constraint folders_company_id_fkey FOREIGN KEY (company_id) REFERENCES companies(id),
  constraint folders_name_length CHECK (((length(name) >= 1) AND (length(name) <= 60)))
);
CREATE UNIQUE INDEX folders_name ON public.folders USING btree (company_id, lower(name)) WHERE (name IS NOT NULL);
alter table folders force row level security;
create policy company on folders to parley_app using ((company_id = current_company())) with check ((company_id = current_company()));
create policy system on folders to parley_system using (true) with check (true);
grant delete, insert, select, update on folders to parley_app;
grant delete, insert, select, update on folders to parley_system;

create table idempotency_keys (
  company_id bigint not null,
  key text not null,
  campaign_id bigint not null,
  fingerprint text not null,
  application_id bigint not null,
  candidate_id bigint not null,
  duplicate boolean not null,
  created_at timestamp with time zone not null default now(),
  constraint idempotency_keys_pkey PRIMARY KEY (company_id, key, campaign_id),
  constraint idempotency_keys_company_id_fkey FOREIGN KEY (company_id) REFERENCES companies(id),
  constraint idempotency_keys_key_check CHECK (((length(key) >= 1) AND (length(key) <= 200)))
);
CREATE INDEX idempotency_keys_age ON public.idempotency_keys USING btree (created_at);
alter table idempotency_keys force row level security;
create policy company on idempotency_keys to parley_app using ((company_id = current_company())) with check ((company_id = current_company()));
create policy system on idempotency_keys to parley_system using (true) with check (true);
grant delete, insert, select, update on idempotency_keys to parley_app;
grant delete, insert, select, update on idempotency_keys to parley_system;

create table import_refusals (
  company_id bigint not null,
  import_id bigint not null,
  row_number integer not null,
  cells jsonb not null,
  reason text not null,
  application_id bigint,
  constraint import_refusals_pkey PRIMARY KEY (company_id, import_id, row_number),
  constraint import_refusals_company_id_application_id_fkey FOREIGN KEY (company_id, application_id) REFERENCES applications(company_id, id) ON DELETE CASCADE,
  constraint import_refusals_company_id_import_id_fkey FOREIGN KEY (company_id, import_id) REFERENCES imports(company_id, id) ON DELETE CASCADE
);
CREATE INDEX import_refusals_application ON public.import_refusals USING btree (company_id, application_id) WHERE (application_id IS NOT NULL);
alter table import_refusals force row level security;
create policy company on import_refusals to parley_app using ((company_id = current_company())) with check ((company_id = current_company()));
create policy system on import_refusals to parley_system using (true) with check (true);
grant delete, insert, select, update on import_refusals to parley_app;
grant delete, insert, select, update on import_refusals to parley_system;

create table imports (
  company_id bigint not null,
  id bigint not null generated always as identity,
  campaign_id bigint not null,
  user_id uuid,
  file_name text not null,
  blob_key text not null,
  size bigint not null,
  state text not null default 'uploaded'::text,
  reading jsonb not null,
  "position" integer not null default 0,
  created integer not null default 0,
  duplicate integer not null default 0,
  existing integer not null default 0,
  refused integer not null default 0,
  bytes_read bigint not null default 0,
  error text,
  created_at timestamp with time zone not null default now(),
  started_at timestamp with time zone,
  finished_at timestamp with time zone,
  warned integer not null default 0,
  constraint imports_pkey PRIMARY KEY (company_id, id),
  constraint imports_company_id_campaign_id_fkey FOREIGN KEY (company_id, campaign_id) REFERENCES campaigns(company_id, id) ON DELETE CASCADE,
  constraint imports_company_id_fkey FOREIGN KEY (company_id) REFERENCES companies(id),
  constraint imports_company_id_user_id_fkey FOREIGN KEY (company_id, user_id) REFERENCES users(company_id, id) ON DELETE SET NULL (user_id),
  constraint imports_state_check CHECK ((state = ANY (ARRAY['uploaded'::text, 'waiting'::text, 'running'::text, 'finished'::text, 'cancelled'::text, 'failed'::text])))
);
CREATE INDEX imports_campaign ON public.imports USING btree (company_id, campaign_id, id DESC);
CREATE INDEX imports_user ON public.imports USING btree (company_id, user_id) WHERE (user_id IS NOT NULL);
alter table imports force row level security;
create policy company on imports to parley_app using ((company_id = current_company())) with check ((company_id = current_company()));
create policy not_deleted on imports as restrictive for select to parley_app using (((campaign_id = ANY (ARRAY( SELECT d.campaign_id
   FROM campaign_deletions d))) IS NOT TRUE));
create policy system on imports to parley_system using (true) with check (true);
grant delete, insert, select, update on imports to parley_app;
grant delete, insert, select, update on imports to parley_system;

create table inbound_events (
  company_id bigint not null,
  id bigint not null generated always as identity,
  channel text not null,
  provider_id text not null,
  candidate_id bigint,
  application_id bigint,
  payload jsonb not null,
  received_at timestamp with time zone not null default now(),
  handled_at timestamp with time zone,
  attempts smallint not null default 0,
  due_at timestamp with time zone not null default now(),
  error text,
  address text,
  written_at timestamp with time zone not null default now(),
  constraint inbound_events_pkey PRIMARY KEY (company_id, id),
  constraint inbound_events_company_id_channel_provider_id_key UNIQUE (company_id, channel, provider_id)
);
CREATE INDEX inbound_events_candidate ON public.inbound_events USING btree (company_id, candidate_id) WHERE (handled_at IS NOT NULL);
CREATE INDEX inbound_events_conversation ON public.inbound_events USING btree (company_id, candidate_id, written_at, id) WHERE ((handled_at IS NULL) AND (candidate_id IS NOT NULL));
CREATE INDEX inbound_events_handled ON public.inbound_events USING btree (handled_at) WHERE (handled_at IS NOT NULL);
CREATE INDEX inbound_events_waiting ON public.inbound_events USING btree (company_id, due_at, id) WHERE (handled_at IS NULL);
alter table inbound_events force row level security;
create policy company on inbound_events to parley_app using ((company_id = current_company())) with check ((company_id = current_company()));
create policy system on inbound_events to parley_system using (true) with check (true);
grant delete, insert, select, update on inbound_events to parley_app;
grant delete, insert, select, update on inbound_events to parley_system;

create table interview_sessions (
  company_id bigint not null,
  application_id bigint not null,
  campaign_id bigint not null,
  version integer not null,
  state jsonb not null,
  stopped_at timestamp with time zone,
  stopped_by uuid,
  started_at timestamp with time zone not null default now(),
  completed_at timestamp with time zone,
  channel text not null default 'webchat'::text,
  constraint interview_sessions_pkey PRIMARY KEY (company_id, application_id),
  constraint interview_sessions_company_id_application_id_fkey FOREIGN KEY (company_id, application_id) REFERENCES applications(company_id, id) ON DELETE CASCADE,
  constraint interview_sessions_company_id_campaign_id_version_fkey FOREIGN KEY (company_id, campaign_id, version) REFERENCES interviews(company_id, campaign_id, version)
);
CREATE INDEX interview_sessions_version ON public.interview_sessions USING btree (company_id, campaign_id, version);
alter table interview_sessions force row level security;
create policy company on interview_sessions to parley_app using ((company_id = current_company())) with check ((company_id = current_company()));
create policy system on interview_sessions to parley_system using (true) with check (true);
grant delete, insert, select, update on interview_sessions to parley_app;
grant delete, insert, select, update on interview_sessions to parley_system;

create table interviews (
  company_id bigint not null,
  campaign_id bigint not null,
  version integer not null,
  definition jsonb not null,
  created_by uuid,
  created_at timestamp with time zone not null default now(),
  constraint interviews_pkey PRIMARY KEY (company_id, campaign_id, version),
  constraint interviews_company_id_campaign_id_fkey FOREIGN KEY (company_id, campaign_id) REFERENCES campaigns(company_id, id) ON DELETE CASCADE,
  constraint interviews_version_check CHECK ((version > 0))
);
alter table interviews force row level security;
create policy company on interviews to parley_app using ((company_id = current_company())) with check ((company_id = current_company()));
create policy system on interviews to parley_system using (true) with check (true);
grant delete, insert, select, update on interviews to parley_app;
grant delete, insert, select, update on interviews to parley_system;

create table label_counts (
  company_id bigint not null,
  id bigint not null generated always as identity,
  campaign_id bigint,
  folder text not null,
  label_id bigint,
  amount integer not null,
  folded boolean not null default false,
  constraint label_counts_pkey PRIMARY KEY (company_id, id)
);
CREATE INDEX label_counts_group ON public.label_counts USING btree (company_id, label_id, campaign_id, folder) INCLUDE (amount);
CREATE INDEX label_counts_new ON public.label_counts USING btree (company_id) WHERE (NOT folded);
alter table label_counts force row level security;
create policy company on label_counts to parley_app using ((company_id = current_company())) with check ((company_id = current_company()));
create policy not_deleted on label_counts as restrictive for select to parley_app using (((campaign_id = ANY (ARRAY( SELECT d.campaign_id
   FROM campaign_deletions d))) IS NOT TRUE));
create policy system on label_counts to parley_system using (true) with check (true);
grant delete, insert, select, update on label_counts to parley_app;
grant delete, insert, select, update on label_counts to parley_system;

create table labels (
  company_id bigint not null,
  id bigint not null generated always as identity,
  name text not null,
  automatic text,
  color text,
  created_at timestamp with time zone not null default now(),
  constraint labels_pkey PRIMARY KEY (company_id, id),
  constraint labels_company_id_automatic_key UNIQUE (company_id, automatic),
  constraint labels_company_id_fkey FOREIGN KEY (company_id) REFERENCES companies(id),
  constraint labels_automatic_check CHECK ((automatic = ANY (ARRAY['duplicate'::text, 'attempted'::text, 'half'::text]))),
  constraint labels_name_check CHECK (((length(name) >= 1) AND (length(name) <= 60)))
);
CREATE UNIQUE INDEX labels_name ON public.labels USING btree (company_id, lower(name));
alter table labels force row level security;
create policy company on labels to parley_app using ((company_id = current_company())) with check ((company_id = current_company()));
create policy system on labels to parley_system using (true) with check (true);
grant delete, insert, select, update on labels to parley_app;
grant delete, insert, select, update on labels to parley_system;

create table loose_blobs (
  company_id bigint not null,
  key text not null,
  due_at timestamp with time zone not null,
  constraint loose_blobs_pkey PRIMARY KEY (company_id, key),
  constraint loose_blobs_company_id_fkey FOREIGN KEY (company_id) REFERENCES companies(id)
);
CREATE INDEX loose_blobs_due ON public.loose_blobs USING btree (due_at);
alter table loose_blobs force row level security;
create policy company on loose_blobs to parley_app using ((company_id = current_company())) with check ((company_id = current_company()));
create policy system on loose_blobs to parley_system using (true) with check (true);
grant delete, insert, select, update on loose_blobs to parley_app;
grant delete, insert, select, update on loose_blobs to parley_system;

create table mail_pictures (
  company_id bigint not null,
  id text not null,
  blob_key text not null,
  content_type text not null,
  size integer not null,
  uploaded_by uuid,
  uploaded_at timestamp with time zone not null default now(),
  constraint mail_pictures_pkey PRIMARY KEY (company_id, id),
  constraint mail_pictures_company_id_fkey FOREIGN KEY (company_id) REFERENCES companies(id),
  constraint mail_pictures_company_id_uploaded_by_fkey FOREIGN KEY (company_id, uploaded_by) REFERENCES users(company_id, id) ON DELETE SET NULL (uploaded_by),
  constraint mail_pictures_id_check CHECK ((length(id) = 32))
);
CREATE UNIQUE INDEX mail_pictures_id ON public.mail_pictures USING btree (id);
CREATE INDEX mail_pictures_uploaded_by ON public.mail_pictures USING btree (company_id, uploaded_by) WHERE (uploaded_by IS NOT NULL);
alter table mail_pictures force row level security;
create policy company on mail_pictures to parley_app using ((company_id = current_company())) with check ((company_id = current_company()));
create policy system on mail_pictures to parley_system using (true) with check (true);
grant delete, insert, select, update on mail_pictures to parley_app;
grant delete, insert, select, update on mail_pictures to parley_system;

create table mailboxes (
  company_id bigint not null,
  connection_id bigint not null,
  place text not null default ''::text,
  uid_validity bigint,
  last_uid bigint not null default 0,
  read_at timestamp with time zone not null default now(),
  held_by uuid,
  held_until timestamp with time zone,
  due_at timestamp with time zone not null default now(),
  failures smallint not null default 0,
  stuck_uid bigint,
  stuck_times smallint not null default 0,
  constraint mailboxes_pkey PRIMARY KEY (company_id, connection_id),
  constraint mailboxes_company_id_connection_id_fkey FOREIGN KEY (company_id, connection_id) REFERENCES channel_connections(company_id, id) ON DELETE CASCADE
);
CREATE INDEX mailboxes_due ON public.mailboxes USING btree (due_at);
alter table mailboxes force row level security;
create policy company on mailboxes to parley_app using ((company_id = current_company())) with check ((company_id = current_company()));
create policy system on mailboxes to parley_system using (true) with check (true);
grant delete, insert, select, update on mailboxes to parley_app;
grant delete, insert, select, update on mailboxes to parley_system;

create table message_templates (
  company_id bigint not null,
  campaign_id bigint not null,
  event text not null,
  channel text not null,
  enabled boolean not null,
  subject text not null default ''::text,
  body text not null,
  updated_at timestamp with time zone not null default now(),
  document jsonb,
  plain_text text,
  constraint message_templates_pkey PRIMARY KEY (company_id, campaign_id, event, channel),
  constraint message_templates_company_id_campaign_id_fkey FOREIGN KEY (company_id, campaign_id) REFERENCES campaigns(company_id, id) ON DELETE CASCADE,
  constraint message_templates_channel_check CHECK ((channel = ANY (ARRAY['sms'::text, 'email'::text]))),
  constraint message_templates_document CHECK (((document IS NULL) OR ((channel = 'email'::text) AND (plain_text IS NOT NULL)))),
  constraint message_templates_event_check CHECK ((event = ANY (ARRAY['invitation'::text, 'completion'::text, 'shortlisted'::text, 'rejected'::text])))
);
alter table message_templates force row level security;
create policy company on message_templates to parley_app using ((company_id = current_company())) with check ((company_id = current_company()));
create policy system on message_templates to parley_system using (true) with check (true);
grant delete, insert, select, update on message_templates to parley_app;
grant delete, insert, select, update on message_templates to parley_system;

create table messages (
  company_id bigint not null,
  id bigint not null generated always as identity,
  candidate_id bigint not null,
  application_id bigint,
  direction text not null,
  author text not null,
  user_id uuid,
  channel text not null,
  purpose text not null default 'message'::text,
  subject text,
  body text not null default ''::text,
  html text,
  attachments jsonb not null default '[]'::jsonb,
  prompt jsonb,
  to_address text,
  status text not null,
  provider_id text,
  error_code text,
  error_detail text,
  client_key text,
  created_at timestamp with time zone not null default now(),
  status_at timestamp with time zone not null default now(),
  template jsonb,
  menu jsonb,
  retries smallint not null default 0,
  unconfirmed boolean not null default false,
  constraint messages_pkey PRIMARY KEY (company_id, id),
  constraint messages_company_id_candidate_id_fkey FOREIGN KEY (company_id, candidate_id) REFERENCES candidates(company_id, id) ON DELETE CASCADE,
  constraint messages_author_check CHECK ((author = ANY (ARRAY['candidate'::text, 'bot'::text, 'user'::text, 'system'::text]))),
  constraint messages_channel_check CHECK ((channel = ANY (ARRAY['webchat'::text, 'sms'::text, 'email'::text, 'messenger'::text, 'whatsapp'::text, 'wechat'::text]))),
  constraint messages_direction_check CHECK ((direction = ANY (ARRAY['in'::text, 'out'::text]))),
  constraint messages_status_check CHECK ((status = ANY (ARRAY['received'::text, 'queued'::text, 'sending'::text, 'sent'::text, 'delivered'::text, 'read'::text, 'failed'::text, 'unknown'::text])))
);
CREATE INDEX messages_candidate ON public.messages USING btree (company_id, candidate_id, id);
CREATE UNIQUE INDEX messages_client_key ON public.messages USING btree (company_id, candidate_id, client_key) WHERE (client_key IS NOT NULL);
CREATE INDEX messages_provider ON public.messages USING btree (company_id, channel, provider_id) WHERE (provider_id IS NOT NULL);
CREATE INDEX messages_words ON public.messages USING gin (company_id, text_words((COALESCE((subject || ' '::text), ''::text) || body))) WITH (fastupdate='on', gin_pending_list_limit='1024') WHERE (author = ANY (ARRAY['candidate'::text, 'user'::text]));
alter table messages force row level security;
create policy company on messages to parley_app using ((company_id = current_company())) with check ((company_id = current_company()));
create policy system on messages to parley_system using (true) with check (true);
grant delete, insert, select, update on messages to parley_app;
grant delete, insert, select, update on messages to parley_system;

create table move_reasons (
  company_id bigint not null,
  id bigint not null generated always as identity,
  folder text not null,
  name text not null,
  "position" integer not null,
  archived_at timestamp with time zone,
  created_at timestamp with time zone not null default now(),
  constraint move_reasons_pkey PRIMARY KEY (company_id, id),
  constraint move_reasons_company_id_folder_fkey FOREIGN KEY (company_id, folder) REFERENCES folders(company_id, key),
  constraint move_reasons_folder_check CHECK ((folder = ANY (ARRAY['shortlisted'::text, 'rejected'::text]))),
  constraint move_reasons_name_check CHECK (((length(name) >= 1) AND (length(name) <= 120)))
);
CREATE UNIQUE INDEX move_reasons_name ON public.move_reasons USING btree (company_id, folder, lower(name));
alter table move_reasons force row level security;
create policy company on move_reasons to parley_app using ((company_id = current_company())) with check ((company_id = current_company()));
create policy system on move_reasons to parley_system using (true) with check (true);
grant delete, insert, select, update on move_reasons to parley_app;
grant delete, insert, select, update on move_reasons to parley_system;

create table name_words (
  company_id bigint not null,
  word text not null,
  constraint name_words_pkey PRIMARY KEY (company_id, word)
);
CREATE INDEX name_words_similar ON public.name_words USING gin (company_id, word gin_trgm_ops);
alter table name_words force row level security;
create policy company on name_words to parley_app using ((company_id = current_company())) with check ((company_id = current_company()));
create policy system on name_words to parley_system using (true) with check (true);
grant delete, insert, select, update on name_words to parley_app;
grant delete, insert, select, update on name_words to parley_system;

create table openings (
  company_id bigint not null,
  campaign_id bigint not null,
  mode text not null,
  title text not null default ''::text,
  subtitle text not null default ''::text,
  description text not null default ''::text,
  keyword text,
  updated_at timestamp with time zone not null default now(),
  constraint openings_pkey PRIMARY KEY (company_id, campaign_id),
  constraint openings_company_id_campaign_id_fkey FOREIGN KEY (company_id, campaign_id) REFERENCES campaigns(company_id, id) ON DELETE CASCADE,
  constraint openings_mode_check CHECK ((mode = ANY (ARRAY['disabled'::text, 'job'::text, 'inquiry'::text]))),
  constraint openings_subtitle_check CHECK ((length(subtitle) <= 80)),
  constraint openings_title_check CHECK ((length(title) <= 80))
);
CREATE UNIQUE INDEX openings_keyword ON public.openings USING btree (company_id, keyword) WHERE (keyword IS NOT NULL);
alter table openings force row level security;
create policy company on openings to parley_app using ((company_id = current_company())) with check ((company_id = current_company()));
create policy not_deleted on openings as restrictive for select to parley_app using (((campaign_id = ANY (ARRAY( SELECT d.campaign_id
   FROM campaign_deletions d))) IS NOT TRUE));
create policy system on openings to parley_system using (true) with check (true);
grant delete, insert, select, update on openings to parley_app;
grant delete, insert, select, update on openings to parley_system;

create table opt_ins (
  company_id bigint not null,
  channel text not null,
  digest text not null,
  at timestamp with time zone not null,
  constraint opt_ins_pkey PRIMARY KEY (company_id, channel, digest),
  constraint opt_ins_company_id_fkey FOREIGN KEY (company_id) REFERENCES companies(id)
);
CREATE INDEX opt_ins_at ON public.opt_ins USING btree (at);
alter table opt_ins force row level security;
create policy company on opt_ins to parley_app using ((company_id = current_company())) with check ((company_id = current_company()));
create policy system on opt_ins to parley_system using (true) with check (true);
grant delete, insert, select, update on opt_ins to parley_app;
grant delete, insert, select, update on opt_ins to parley_system;

create table outbox (
  company_id bigint not null,
  message_id bigint not null,
  channel text not null,
  due_at timestamp with time zone not null default now(),
  attempts smallint not null default 0,
  claimed_by uuid,
  claimed_until timestamp with time zone,
  candidate_id bigint not null,
  connection_id bigint,
  waits boolean not null default false,
  not_before timestamp with time zone,
  counted timestamp without time zone,
  constraint outbox_pkey PRIMARY KEY (company_id, message_id),
  constraint outbox_company_id_message_id_fkey FOREIGN KEY (company_id, message_id) REFERENCES messages(company_id, id) ON DELETE CASCADE
);
CREATE INDEX outbox_claimed ON public.outbox USING btree (claimed_until) WHERE (claimed_by IS NOT NULL);
CREATE INDEX outbox_conversation ON public.outbox USING btree (company_id, candidate_id, channel, message_id);
CREATE INDEX outbox_due ON public.outbox USING btree (channel, company_id, due_at, message_id) WHERE (claimed_by IS NULL);
CREATE INDEX outbox_held ON public.outbox USING btree (company_id) WHERE (not_before IS NOT NULL);
alter table outbox force row level security;
create policy company on outbox to parley_app using ((company_id = current_company())) with check ((company_id = current_company()));
create policy system on outbox to parley_system using (true) with check (true);
grant delete, insert, select, update on outbox to parley_app;
grant delete, insert, select, update on outbox to parley_system;

create table password_resets (
  token_hash text not null,
  user_id uuid not null,
  expires_at timestamp with time zone not null,
  created_at timestamp with time zone not null default now(),
  constraint password_resets_pkey PRIMARY KEY (token_hash),
  constraint password_resets_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE
);
CREATE INDEX password_resets_user ON public.password_resets USING btree (user_id);
alter table password_resets enable row level security;
create policy system on password_resets to parley_system using (true) with check (true);
grant delete, insert, select on password_resets to parley_system;

create table passwords (
  user_id uuid not null,
  hash text not null,
  created_at timestamp with time zone not null default now(),
  updated_at timestamp with time zone not null default now(),
  constraint passwords_pkey PRIMARY KEY (user_id),
  constraint credentials_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE
);
alter table passwords enable row level security;
create policy company on passwords to parley_app using ((user_id IN ( SELECT users.id
   FROM users)));
create policy system on passwords to parley_system using (true) with check (true);
grant delete, select on passwords to parley_app;
grant delete, insert, select, update on passwords to parley_system;

create table quick_replies (
  company_id bigint not null,
  id bigint not null generated always as identity,
  user_id uuid,
  title text not null,
  body text not null,
  created_by uuid,
  created_at timestamp with time zone not null default now(),
  updated_at timestamp with time zone not null default now(),
  constraint quick_replies_pkey PRIMARY KEY (company_id, id),
  constraint quick_replies_company_id_created_by_fkey FOREIGN KEY (company_id, created_by) REFERENCES users(company_id, id) ON DELETE SET NULL (created_by),
  constraint quick_replies_company_id_fkey FOREIGN KEY (company_id) REFERENCES companies(id),
  constraint quick_replies_company_id_user_id_fkey FOREIGN KEY (company_id, user_id) REFERENCES users(company_id, id) ON DELETE CASCADE
);
CREATE INDEX quick_replies_created_by ON public.quick_replies USING btree (company_id, created_by) WHERE (created_by IS NOT NULL);
CREATE INDEX quick_replies_user ON public.quick_replies USING btree (company_id, user_id);
alter table quick_replies force row level security;
create policy company on quick_replies to parley_app using ((company_id = current_company())) with check ((company_id = current_company()));
create policy system on quick_replies to parley_system using (true) with check (true);
grant delete, insert, select, update on quick_replies to parley_app;
grant delete, insert, select, update on quick_replies to parley_system;

create table retention_rules (
  company_id bigint not null,
  months smallint not null,
  folders text[] not null,
  updated_by uuid,
  updated_at timestamp with time zone not null default now(),
  constraint retention_rules_pkey PRIMARY KEY (company_id),
  constraint retention_rules_company_id_fkey FOREIGN KEY (company_id) REFERENCES companies(id),
  constraint retention_rules_company_id_updated_by_fkey FOREIGN KEY (company_id, updated_by) REFERENCES users(company_id, id) ON DELETE SET NULL (updated_by),
  constraint retention_rules_folders_check CHECK ((cardinality(folders) > 0)),
  constraint retention_rules_months_check CHECK (((months >= 1) AND (months <= 120)))
);
CREATE INDEX retention_rules_user ON public.retention_rules USING btree (company_id, updated_by) WHERE (updated_by IS NOT NULL);
alter table retention_rules force row level security;
create policy company on retention_rules to parley_app using ((company_id = current_company())) with check ((company_id = current_company()));
create policy system on retention_rules to parley_system using (true) with check (true);
grant delete, insert, select, update on retention_rules to parley_app;
grant delete, insert, select, update on retention_rules to parley_system;

create table sandbox_accounts (
  company_id bigint not null,
  channel text not null,
  address text not null,
  phone text not null,
  name text,
  trouble text,
  constraint sandbox_accounts_pkey PRIMARY KEY (company_id, channel, address),
  constraint sandbox_accounts_company_id_fkey FOREIGN KEY (company_id) REFERENCES companies(id),
  constraint sandbox_accounts_trouble_check CHECK ((trouble = ANY (ARRAY['refused'::text, 'lost'::text])))
);
CREATE INDEX sandbox_accounts_phone ON public.sandbox_accounts USING btree (company_id, phone);
alter table sandbox_accounts force row level security;
create policy company on sandbox_accounts to parley_app using ((company_id = current_company())) with check ((company_id = current_company()));
create policy system on sandbox_accounts to parley_system using (true) with check (true);
grant delete, insert, select, update on sandbox_accounts to parley_app;
grant delete, insert, select, update on sandbox_accounts to parley_system;

create table sandbox_messages (
  company_id bigint not null,
  id bigint not null generated always as identity,
  message_id bigint,
  channel text not null,
  to_address text not null,
  subject text,
  body text not null,
  html text,
  sent_at timestamp with time zone not null default now(),
  operator_only boolean not null default false,
  attachments jsonb not null default '[]'::jsonb,
  author text not null default 'company'::text,
  taps jsonb,
  file jsonb,
  lost boolean not null default false,
  reported text,
  retries smallint not null default 0,
  constraint sandbox_messages_pkey PRIMARY KEY (company_id, id),
  constraint sandbox_messages_company_id_message_id_key UNIQUE (company_id, message_id),
  constraint sandbox_messages_company_id_fkey FOREIGN KEY (company_id) REFERENCES companies(id),
  constraint sandbox_messages_author_check CHECK ((author = ANY (ARRAY['company'::text, 'candidate'::text]))),
  constraint sandbox_messages_reported_check CHECK ((reported = ANY (ARRAY['delivered'::text, 'read'::text, 'failed'::text])))
);
CREATE INDEX sandbox_messages_recent ON public.sandbox_messages USING btree (company_id, id DESC);
CREATE INDEX sandbox_messages_to ON public.sandbox_messages USING btree (to_address, id);
alter table sandbox_messages force row level security;
create policy company on sandbox_messages to parley_app using ((company_id = current_company())) with check ((company_id = current_company()));
create policy system on sandbox_messages to parley_system using (true) with check (true);
grant delete, insert, select, update on sandbox_messages to parley_app;
grant delete, insert, select, update on sandbox_messages to parley_system;

create table sandbox_outages (
  company_id bigint not null,
  channel text not null,
  kind text not null,
  until timestamp with time zone not null,
  constraint sandbox_outages_pkey PRIMARY KEY (company_id, channel),
  constraint sandbox_outages_company_id_fkey FOREIGN KEY (company_id) REFERENCES companies(id),
  constraint sandbox_outages_kind_check CHECK ((kind = ANY (ARRAY['busy'::text, 'down'::text, 'silent'::text])))
);
alter table sandbox_outages force row level security;
create policy company on sandbox_outages to parley_app using ((company_id = current_company())) with check ((company_id = current_company()));
create policy system on sandbox_outages to parley_system using (true) with check (true);
grant delete, insert, select, update on sandbox_outages to parley_app;
grant delete, insert, select, update on sandbox_outages to parley_system;

create table saved_letters (
  company_id bigint not null,
  id bigint not null generated always as identity,
  name text not null,
  subject text not null,
  document jsonb,
  body text not null,
  created_by uuid,
  created_at timestamp with time zone not null default now(),
  updated_at timestamp with time zone not null default now(),
  constraint saved_letters_pkey PRIMARY KEY (company_id, id),
  constraint saved_letters_company_id_created_by_fkey FOREIGN KEY (company_id, created_by) REFERENCES users(company_id, id) ON DELETE SET NULL (created_by),
  constraint saved_letters_company_id_fkey FOREIGN KEY (company_id) REFERENCES companies(id)
);
CREATE INDEX saved_letters_created_by ON public.saved_letters USING btree (company_id, created_by) WHERE (created_by IS NOT NULL);
CREATE UNIQUE INDEX saved_letters_name ON public.saved_letters USING btree (company_id, lower(name));
alter table saved_letters force row level security;
create policy company on saved_letters to parley_app using ((company_id = current_company())) with check ((company_id = current_company()));
create policy system on saved_letters to parley_system using (true) with check (true);
grant delete, insert, select, update on saved_letters to parley_app;
grant delete, insert, select, update on saved_letters to parley_system;

create table saved_views (
  company_id bigint not null,
  id bigint not null generated always as identity,
  name text not null,
  user_id uuid,
  created_by uuid,
  search jsonb not null,
  created_at timestamp with time zone not null default now(),
  updated_at timestamp with time zone not null default now(),
  constraint saved_views_pkey PRIMARY KEY (company_id, id),
  constraint saved_views_company_id_created_by_fkey FOREIGN KEY (company_id, created_by) REFERENCES users(company_id, id) ON DELETE SET NULL (created_by),
  constraint saved_views_company_id_fkey FOREIGN KEY (company_id) REFERENCES companies(id),
  constraint saved_views_company_id_user_id_fkey FOREIGN KEY (company_id, user_id) REFERENCES users(company_id, id) ON DELETE CASCADE,
  constraint saved_views_name_check CHECK (((length(name) >= 1) AND (length(name) <= 60)))
);
CREATE INDEX saved_views_created_by ON public.saved_views USING btree (company_id, created_by) WHERE (created_by IS NOT NULL);
CREATE INDEX saved_views_user ON public.saved_views USING btree (company_id, user_id);
alter table saved_views force row level security;
create policy company on saved_views to parley_app using ((company_id = current_company())) with check ((company_id = current_company()));
create policy system on saved_views to parley_system using (true) with check (true);
grant delete, insert, select, update on saved_views to parley_app;
grant delete, insert, select, update on saved_views to parley_system;

create table sending_settings (
  company_id bigint not null,
  hours_on boolean not null,
  hours jsonb not null,
  sms_cap integer,
  number_a_day integer,
  prefix_an_hour integer,
  prefix_digits smallint not null,
  countries text[],
  help_texts jsonb not null default '{}'::jsonb,
  constraint sending_settings_pkey PRIMARY KEY (company_id),
  constraint sending_settings_company_id_fkey FOREIGN KEY (company_id) REFERENCES companies(id),
  constraint sending_settings_hours_check CHECK ((jsonb_array_length(hours) = 7)),
  constraint sending_settings_number_a_day_check CHECK ((number_a_day > 0)),
  constraint sending_settings_prefix_an_hour_check CHECK ((prefix_an_hour > 0)),
  constraint sending_settings_prefix_digits_check CHECK (((prefix_digits >= 3) AND (prefix_digits <= 12))),
  constraint sending_settings_sms_cap_check CHECK ((sms_cap >= 0))
);
alter table sending_settings force row level security;
create policy company on sending_settings to parley_app using ((company_id = current_company())) with check ((company_id = current_company()));
create policy system on sending_settings to parley_system using (true) with check (true);
grant delete, insert, select, update on sending_settings to parley_app;
grant delete, insert, select, update on sending_settings to parley_system;

create table sessions (
  id uuid not null default uuidv7(),
  user_id uuid not null,
  token text not null,
  ip_address text,
  user_agent text,
  expires_at timestamp with time zone not null,
  created_at timestamp with time zone not null default now(),
  updated_at timestamp with time zone not null default now(),
  constraint sessions_pkey PRIMARY KEY (id),
  constraint sessions_token_key UNIQUE (token),
  constraint sessions_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE
);
CREATE INDEX sessions_user ON public.sessions USING btree (user_id);
alter table sessions enable row level security;
create policy company on sessions to parley_app using ((user_id IN ( SELECT users.id
   FROM users)));
create policy system on sessions to parley_system using (true) with check (true);
grant delete, select on sessions to parley_app;
grant delete, insert, select, update on sessions to parley_system;

create table share_mails (
  company_id bigint not null,
  id bigint not null generated always as identity,
  share_id bigint not null,
  user_id uuid,
  to_address text not null,
  note text,
  state text not null default 'waiting'::text,
  created_at timestamp with time zone not null default now(),
  constraint share_mails_pkey PRIMARY KEY (company_id, id),
  constraint share_mails_company_id_share_id_fkey FOREIGN KEY (company_id, share_id) REFERENCES shares(company_id, id) ON DELETE CASCADE,
  constraint share_mails_company_id_user_id_fkey FOREIGN KEY (company_id, user_id) REFERENCES users(company_id, id) ON DELETE SET NULL (user_id),
  constraint share_mails_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'sent'::text, 'failed'::text])))
);
CREATE INDEX share_mails_age ON public.share_mails USING btree (company_id, created_at);
CREATE INDEX share_mails_company ON public.share_mails USING btree (company_id, created_at);
CREATE INDEX share_mails_share ON public.share_mails USING btree (company_id, share_id);
CREATE INDEX share_mails_user ON public.share_mails USING btree (company_id, user_id) WHERE (user_id IS NOT NULL);
alter table share_mails force row level security;
create policy company on share_mails to parley_app using ((company_id = current_company())) with check ((company_id = current_company()));
create policy system on share_mails to parley_system using (true) with check (true);
grant delete, insert, select, update on share_mails to parley_app;
grant delete, insert, select, update on share_mails to parley_system;

create table share_tokens (
  company_id bigint not null,
  share_id bigint not null,
  hash text not null,
  constraint share_tokens_pkey PRIMARY KEY (company_id, share_id, hash),
  constraint share_tokens_hash_key UNIQUE (hash),
  constraint share_tokens_company_id_share_id_fkey FOREIGN KEY (company_id, share_id) REFERENCES shares(company_id, id) ON DELETE CASCADE
);
alter table share_tokens force row level security;
create policy company on share_tokens to parley_app using ((company_id = current_company())) with check ((company_id = current_company()));
create policy system on share_tokens to parley_system using (true) with check (true);
grant delete, insert, select, update on share_tokens to parley_app;
grant delete, insert, select, update on share_tokens to parley_system;

create table share_verdicts (
  company_id bigint not null,
  id bigint not null generated always as identity,
  share_id bigint not null,
  verdict text not null,
  name text not null,
  comment text not null,
  at timestamp with time zone not null default now(),
  constraint share_verdicts_pkey PRIMARY KEY (company_id, id),
  constraint share_verdicts_company_id_share_id_fkey FOREIGN KEY (company_id, share_id) REFERENCES shares(company_id, id) ON DELETE CASCADE,
  constraint share_verdicts_verdict_check CHECK ((verdict = ANY (ARRAY['shortlist'::text, 'reject'::text])))
);
CREATE INDEX share_verdicts_share ON public.share_verdicts USING btree (company_id, share_id, id);
alter table share_verdicts force row level security;
create policy company on share_verdicts to parley_app using ((company_id = current_company())) with check ((company_id = current_company()));
create policy system on share_verdicts to parley_system using (true) with check (true);
grant delete, insert, select, update on share_verdicts to parley_app;
grant delete, insert, select, update on share_verdicts to parley_system;

create table shares (
  company_id bigint not null,
  id bigint not null generated always as identity,
  application_id bigint not null,
  user_id uuid,
  shows text[] not null,
  may_propose boolean not null,
  created_at timestamp with time zone not null default now(),
  expires_at timestamp with time zone not null,
  revoked_at timestamp with time zone,
  revoked_by uuid,
  views integer not null default 0,
  last_seen_at timestamp with time zone,
  constraint shares_pkey PRIMARY KEY (company_id, id),
  constraint shares_company_id_application_id_fkey FOREIGN KEY (company_id, application_id) REFERENCES applications(company_id, id) ON DELETE CASCADE,
  constraint shares_company_id_revoked_by_fkey FOREIGN KEY (company_id, revoked_by) REFERENCES users(company_id, id) ON DELETE SET NULL (revoked_by),
  constraint shares_company_id_user_id_fkey FOREIGN KEY (company_id, user_id) REFERENCES users(company_id, id) ON DELETE SET NULL (user_id)
);
CREATE INDEX shares_application ON public.shares USING btree (company_id, application_id, id DESC);
CREATE INDEX shares_revoker ON public.shares USING btree (company_id, revoked_by) WHERE (revoked_by IS NOT NULL);
CREATE INDEX shares_user ON public.shares USING btree (company_id, user_id) WHERE (user_id IS NOT NULL);
alter table shares force row level security;
create policy company on shares to parley_app using ((company_id = current_company())) with check ((company_id = current_company()));
create policy system on shares to parley_system using (true) with check (true);
grant delete, insert, select, update on shares to parley_app;
grant delete, insert, select, update on shares to parley_system;

create table sms_counters (
  company_id bigint not null,
  kind text not null,
  key text not null,
  since timestamp without time zone not null,
  used integer not null default 0,
  warned_at timestamp with time zone,
  constraint sms_counters_pkey PRIMARY KEY (company_id, kind, key, since),
  constraint sms_counters_company_id_fkey FOREIGN KEY (company_id) REFERENCES companies(id),
  constraint sms_counters_kind_check CHECK ((kind = ANY (ARRAY['month'::text, 'number'::text, 'prefix'::text])))
);
CREATE INDEX sms_counters_since ON public.sms_counters USING btree (since) WHERE (kind <> 'month'::text);
alter table sms_counters force row level security;
create policy company on sms_counters to parley_app using ((company_id = current_company())) with check ((company_id = current_company()));
create policy system on sms_counters to parley_system using (true) with check (true);
grant delete, insert, select, update on sms_counters to parley_app;
grant delete, insert, select, update on sms_counters to parley_system;

create table spent_sendings (
  company_id bigint not null,
  message_id bigint not null,
  retries smallint not null,
  provider_id text,
  to_address text,
  status text not null,
  error_code text,
  error_detail text,
  spent_at timestamp with time zone not null default now(),
  constraint spent_sendings_pkey PRIMARY KEY (company_id, message_id, retries),
  constraint spent_sendings_company_id_message_id_fkey FOREIGN KEY (company_id, message_id) REFERENCES messages(company_id, id) ON DELETE CASCADE
);
CREATE INDEX spent_sendings_provider ON public.spent_sendings USING btree (company_id, provider_id) WHERE (provider_id IS NOT NULL);
alter table spent_sendings force row level security;
create policy company on spent_sendings to parley_app using ((company_id = current_company())) with check ((company_id = current_company()));
create policy system on spent_sendings to parley_system using (true) with check (true);
grant delete, insert, select, update on spent_sendings to parley_app;
grant delete, insert, select, update on spent_sendings to parley_system;

create table suppressions (
  company_id bigint not null,
  channel text not null,
  address text not null,
  reason text not null,
  created_at timestamp with time zone not null default now(),
  bounced_at timestamp with time zone,
  constraint suppressions_pkey PRIMARY KEY (company_id, channel, address),
  constraint suppressions_company_id_fkey FOREIGN KEY (company_id) REFERENCES companies(id)
);
alter table suppressions force row level security;
create policy company on suppressions to parley_app using ((company_id = current_company())) with check ((company_id = current_company()));
create policy system on suppressions to parley_system using (true) with check (true);
grant delete, insert, select, update on suppressions to parley_app;
grant delete, insert, select, update on suppressions to parley_system;

create table user_invitations (
  company_id bigint not null,
  id bigint not null generated always as identity,
  user_id uuid not null,
  token_hash text not null,
  invited_by uuid,
  expires_at timestamp with time zone not null,
  accepted_at timestamp with time zone,
  created_at timestamp with time zone not null default now(),
  constraint user_invitations_pkey PRIMARY KEY (company_id, id),
  constraint user_invitations_token_hash_key UNIQUE (token_hash),
  constraint user_invitations_company_id_fkey FOREIGN KEY (company_id) REFERENCES companies(id),
  constraint user_invitations_company_id_user_id_fkey FOREIGN KEY (company_id, user_id) REFERENCES users(company_id, id) ON DELETE CASCADE
);
CREATE INDEX user_invitations_user ON public.user_invitations USING btree (company_id, user_id);
alter table user_invitations force row level security;
create policy company on user_invitations to parley_app using ((company_id = current_company())) with check ((company_id = current_company()));
create policy system on user_invitations to parley_system using (true) with check (true);
grant delete, insert, select, update on user_invitations to parley_app;
grant delete, insert, select, update on user_invitations to parley_system;

create table users (
  id uuid not null default uuidv7(),
  company_id bigint not null,
  email citext not null,
  name text not null,
  role text not null,
  language text not null default 'en'::text,
  time_zone text,
  photo_key text,
  weekly_statistics boolean not null default true,
  deactivated_at timestamp with time zone,
  created_at timestamp with time zone not null default now(),
  updated_at timestamp with time zone not null default now(),
  last_seen_at timestamp with time zone,
  unavailable_since timestamp with time zone,
  constraint users_pkey PRIMARY KEY (id),
  constraint users_company_id_id_key UNIQUE (company_id, id),
  constraint users_email_key UNIQUE (email),
  constraint users_company_id_fkey FOREIGN KEY (company_id) REFERENCES companies(id),
  constraint users_role_check CHECK ((role = ANY (ARRAY['owner'::text, 'manager'::text])))
);
alter table users enable row level security;
create policy company on users to parley_app using ((company_id = current_company())) with check ((company_id = current_company()));
create policy system on users to parley_system using (true) with check (true);
grant delete, insert, select, update on users to parley_app;
grant delete, insert, select, update on users to parley_system;

CREATE OR REPLACE FUNCTION public.cohort_lines(events cohort_event[])
 RETURNS TABLE(kind text, campaign_id bigint, bucket timestamp with time zone)
 LANGUAGE sql
 IMMUTABLE
AS $function$
  with firsts as (select distinct on (e.kind) e.* from unnest(events) e order by e.kind, e.id)
  select l.kind, f.campaign_id, date_bin('15 minutes', f.at, 'epoch')
  from firsts f cross join lateral (
    select 'first-invited' as kind where f.kind = 'invited'
    union all
    select 'participated' from firsts c where f.kind = 'invited' and c.kind = 'completed' and c.id > f.id
    union all
    select 'passed' from firsts s where f.kind = 'completed' and s.kind = 'shortlisted'
  ) l
$function$;

CREATE OR REPLACE FUNCTION public.collect_name_words()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  insert into name_words (company_id, word)
  select distinct company_id, word
  from added, regexp_split_to_table(fold_text(first_name || ' ' || last_name), '[^[:alnum:]]+') as word
  where length(word) >= 3
  order by 1, 2
  on conflict do nothing;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION public.count_activity()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if tg_op = 'INSERT' then
    insert into activity_counts (company_id, campaign_id, kind, bucket, amount)
    select company_id, campaign_id, kind, date_bin('15 minutes', at, 'epoch'), count(*)
    from added where kind in ('added', 'invited', 'completed', 'shortlisted', 'rejected', 'hired') group by 1, 2, 3, 4;
  else
    insert into activity_counts (company_id, campaign_id, kind, bucket, amount)
    select company_id, campaign_id, kind, date_bin('15 minutes', at, 'epoch'), -count(*)
    from removed where kind in ('added', 'invited', 'completed', 'shortlisted', 'rejected', 'hired') group by 1, 2, 3, 4;
  end if;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION public.count_cohorts()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  -- Most of what happens is none of the three.
  if not exists (select from changed where kind in ('invited', 'completed', 'shortlisted')) then return null; end if;
  insert into activity_counts (company_id, campaign_id, kind, bucket, amount)
  select c.company_id, l.campaign_id, l.kind, l.bucket, sum(case tg_op when 'INSERT' then l.amount else -l.amount end)
  from (
    select company_id, application_id, array_agg(id) as ids, array_agg((id, kind, campaign_id, at)::cohort_event) as events
    from changed where kind in ('invited', 'completed', 'shortlisted') group by 1, 2
  ) c cross join lateral (
    -- A probe of application_events_application for each: an aggregate is not turned into a join of the whole table.
    select coalesce(array_agg((e.id, e.kind, e.campaign_id, e.at)::cohort_event), '{}') as events from application_events e
    where e.company_id = c.company_id and e.application_id = c.application_id
      and e.kind in ('invited', 'completed', 'shortlisted') and e.id <> all (c.ids)
  ) others cross join lateral (
    select *, 1 as amount from cohort_lines(others.events || c.events)
    union all
    select *, -1 from cohort_lines(others.events)
  ) l group by 1, 2, 3, 4 having sum(l.amount) <> 0;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION public.count_folder_changes()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if tg_op = 'INSERT' then
    insert into folder_counts (company_id, campaign_id, folder, source, assignee_id, amount)
    select company_id, campaign_id, folder, source, assignee_id, count(*) from added group by 1, 2, 3, 4, 5;
    insert into day_counts (company_id, campaign_id, folder, field, day, amount)
    select company_id, campaign_id, folder, field, (at at time zone 'UTC')::date, count(*)
    from added, lateral (values ('added', added_at), ('completed', completed_at), ('active', last_activity_at)) d (field, at)
    where at is not null group by 1, 2, 3, 4, 5;
  elsif tg_op = 'DELETE' then
    insert into folder_counts (company_id, campaign_id, folder, source, assignee_id, amount)
    select company_id, campaign_id, folder, source, assignee_id, -count(*) from removed group by 1, 2, 3, 4, 5;
    insert into day_counts (company_id, campaign_id, folder, field, day, amount)
    select company_id, campaign_id, folder, field, (at at time zone 'UTC')::date, -count(*)
    from removed, lateral (values ('added', added_at), ('completed', completed_at), ('active', last_activity_at)) d (field, at)
    where at is not null group by 1, 2, 3, 4, 5;
  else
    -- What has not changed is its own opposite.
    insert into folder_counts (company_id, campaign_id, folder, source, assignee_id, amount)
    select company_id, campaign_id, folder, source, assignee_id, sum(amount) from (
      select company_id, campaign_id, folder, source, assignee_id, 1 as amount from added
      union all
      select company_id, campaign_id, folder, source, assignee_id, -1 from removed
    ) changes group by 1, 2, 3, 4, 5 having sum(amount) <> 0;
    insert into day_counts (company_id, campaign_id, folder, field, day, amount)
    select company_id, campaign_id, folder, field, (at at time zone 'UTC')::date, sum(amount) from (
      select company_id, campaign_id, folder, added_at, completed_at, last_activity_at, 1 as amount from added
      union all
      select company_id, campaign_id, folder, added_at, completed_at, last_activity_at, -1 from removed
    ) changes, lateral (values ('added', added_at), ('completed', completed_at), ('active', last_activity_at)) d (field, at)
    where at is not null group by 1, 2, 3, 4, 5 having sum(amount) <> 0;
  end if;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION public.count_labels()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  -- A statement of its own: what the next one sees has been done by others before.
  perform from applications a
  where (a.company_id, a.id) in (select company_id, application_id from changed)
  order by a.id for no key update;
  insert into label_counts (company_id, campaign_id, folder, label_id, amount)
  select a.company_id, a.campaign_id, a.folder, c.label_id, case tg_op when 'INSERT' then count(*) else -count(*) end
  from changed c join applications a on a.company_id = c.company_id and a.id = c.application_id
  group by 1, 2, 3, 4
  union all
  select a.company_id, a.campaign_id, a.folder, null, case tg_op when 'INSERT' then count(*) else -count(*) end
  from applications a
  where (a.company_id, a.id) in (select company_id, application_id from changed)
    and not exists (
      select from application_labels l
      where l.company_id = a.company_id and l.application_id = a.id
        and not exists (
          select from changed c
          where c.company_id = l.company_id and c.application_id = l.application_id and c.label_id = l.label_id
        )
    )
  group by 1, 2, 3;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION public.count_labels_of_deleted()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  insert into label_counts (company_id, campaign_id, folder, label_id, amount)
  select company_id, old.campaign_id, old.folder, label_id, -1 from application_labels
  where company_id = old.company_id and application_id = old.id
  union all
  select old.company_id, old.campaign_id, old.folder, null, -1
  where exists (select from application_labels where company_id = old.company_id and application_id = old.id);
  return old;
end $function$;

CREATE OR REPLACE FUNCTION public.count_labels_of_moved()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if exists (
    select from added n join removed o on o.company_id = n.company_id and o.id = n.id
    where (o.folder, o.campaign_id) is distinct from (n.folder, n.campaign_id)
  ) then
    with moved as (
      select n.company_id, n.id, n.campaign_id, n.folder, o.campaign_id as from_campaign, o.folder as from_folder
      from added n join removed o on o.company_id = n.company_id and o.id = n.id
      where (o.folder, o.campaign_id) is distinct from (n.folder, n.campaign_id)
    ), labelled as (
      select m.*, l.label_id from moved m
      join application_labels l on l.company_id = m.company_id and l.application_id = m.id
      union all
      select m.*, null from moved m
      where exists (select from application_labels l where l.company_id = m.company_id and l.application_id = m.id)
    )
    insert into label_counts (company_id, campaign_id, folder, label_id, amount)
    select l.company_id, p.campaign_id, p.folder, l.label_id, sum(p.amount)
    from labelled l
    cross join lateral (values (l.campaign_id, l.folder, 1), (l.from_campaign, l.from_folder, -1)) p (campaign_id, folder, amount)
    group by 1, 2, 3, 4 having sum(p.amount) <> 0;
  end if;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION public.create_automatic_labels()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public'
AS $function$
begin
  insert into labels (company_id, name, automatic)
  values (new.id, 'Duplicate', 'duplicate'), (new.id, 'Attempted', 'attempted'), (new.id, '50%+', 'half');
  return new;
end $function$;
alter routine create_automatic_labels() owner to parley_system;

CREATE OR REPLACE FUNCTION public.create_default_folders()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public'
AS $function$
begin
  insert into folders (company_id, key, position)
  select new.id, f.key, f.position
  from unnest(array['inbox', 'completed', 'shortlisted', 'on_hold', 'rejected', 'hired', 'no_campaign', 'no_response'])
    with ordinality as f (key, position);
  return new;
end $function$;
alter routine create_default_folders() owner to parley_system;

CREATE OR REPLACE FUNCTION public.current_company()
 RETURNS bigint
 LANGUAGE sql
 STABLE PARALLEL SAFE
RETURN (NULLIF(current_setting('app.company_id'::text, true), ''::text))::bigint;

CREATE OR REPLACE FUNCTION public.erased_address(company bigint, channel text, address text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE STRICT
RETURN ('erased:'::text || encode(sha256(convert_to(((((company || ' '::text) || channel) || ' '::text) || lower(address)), 'UTF8'::name)), 'hex'::text));

CREATE OR REPLACE FUNCTION public.find_people(terms text[], nearest boolean, how_many integer)
 RETURNS SETOF bigint
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER ROWS 20000
 SET search_path TO 'public'
 SET enable_seqscan TO 'off'
 SET max_parallel_workers_per_gather TO '0'
AS $function$
declare
  matching text := format('c.company_id = %s', current_company());
  term text;
  condition text;
begin
  foreach term in array terms loop
    select string_agg(format('c.search_text like %L', pattern), ' or ') into condition
    from unnest(search_patterns(term, nearest)) as pattern;
    if condition is null then return; end if;
    matching := matching || ' and (' || condition || ')';
  end loop;
  return query execute format('select c.id from candidates c where %s limit %s', matching, coalesce(how_many::text, 'all'));
end $function$;
alter routine find_people(text[],boolean,integer) owner to parley_system;
revoke execute on routine find_people(text[],boolean,integer) from public;
grant execute on routine find_people(text[],boolean,integer) to parley_app;

CREATE OR REPLACE FUNCTION public.find_texts(terms text[], how_many integer)
 RETURNS SETOF bigint
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER ROWS 5000
 SET search_path TO 'public'
 SET enable_seqscan TO 'off'
 SET max_parallel_workers_per_gather TO '0'
AS $function$
declare
  company constant bigint := current_company();
  wanted constant tsquery := text_query(terms);
begin
  if numnode(wanted) = 0 then return; end if;
  return query execute format('
    select application_id from (
      select coalesce(m.application_id, a.id) as application_id
      from messages m left join applications a
        on m.application_id is null and a.company_id = m.company_id and a.candidate_id = m.candidate_id
      where m.company_id = %1$s and m.author in (''candidate'', ''user'')
        and text_words(coalesce(m.subject || '' '', '''') || m.body) @@ %2$L::tsquery
      union
      select n.application_id from answers n
      where n.company_id = %1$s and text_words(coalesce(n.text || '' '', '''') || coalesce(n.transcript, '''')) @@ %2$L::tsquery
      union
      select c.application_id from comments c where c.company_id = %1$s and text_words(c.body) @@ %2$L::tsquery
    ) said where application_id is not null limit %3$s', company, wanted, coalesce(how_many::text, 'all'));
end $function$;
alter routine find_texts(text[],integer) owner to parley_system;
revoke execute on routine find_texts(text[],integer) from public;
grant execute on routine find_texts(text[],integer) to parley_app;

CREATE OR REPLACE FUNCTION public.fold_text(value text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE STRICT
RETURN lower(unaccent('unaccent'::regdictionary, value));

CREATE OR REPLACE PROCEDURE public.give_to_system(IN signature regprocedure)
 LANGUAGE plpgsql
AS $procedure$
begin
  grant create on schema public to parley_system;
  execute format('alter function %s owner to parley_system', signature);
  revoke create on schema public from parley_system;
end $procedure$;

CREATE OR REPLACE FUNCTION public.give_way(when_true boolean)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
begin
  if when_true then raise exception 'the same person came in elsewhere at this moment' using errcode = 'PR001'; end if;
end $function$;

CREATE OR REPLACE PROCEDURE public.hide_deleted_campaigns(IN name text, IN key text DEFAULT 'campaign_id'::text)
 LANGUAGE plpgsql
AS $procedure$
begin
  execute format('create policy not_deleted on %I as restrictive for select to parley_app
    using ((%I = any (array(select d.campaign_id from campaign_deletions d))) is not true)', name, key);
end $procedure$;

CREATE OR REPLACE FUNCTION public.index_changed_details()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  delete from attribute_values where company_id = new.company_id and application_id = new.id;
  insert into attribute_values (company_id, application_id, attribute_id, text, number, date)
  select new.company_id, new.id, v.attribute_id, v.text, v.number, v.date
  from values_of(new.company_id, new.others) v;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION public.index_new_details()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  -- Companies without attributes pay one probe a statement.
  if exists (select from custom_attributes d where d.company_id = (select company_id from added limit 1)) then
    insert into attribute_values (company_id, application_id, attribute_id, text, number, date)
    select n.company_id, n.id, v.attribute_id, v.text, v.number, v.date
    from added n cross join lateral values_of(n.company_id, n.others) v;
  end if;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION public.leave_reason_behind()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  new.reason_id := null;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION public.next_access_code()
 RETURNS text
 LANGUAGE sql
RETURN lpad(((((nextval('access_code_serial'::regclass) * 38196601) + 15485863) % (100000000)::bigint))::text, 8, '0'::text);

CREATE OR REPLACE FUNCTION public.note_applications()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  insert into application_changes (company_id, application_id)
  select distinct company_id, case when count(*) over () > 5000 then 0 else id end from changed
  on conflict do nothing;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION public.note_renamed()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  insert into application_changes (company_id, application_id)
  select distinct n.company_id, case when count(*) over () > 5000 then 0 else -n.id end
  from renamed n join known k on k.company_id = n.company_id and k.id = n.id and k.search_text <> n.search_text
  on conflict do nothing;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION public.note_their_applications()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  insert into application_changes (company_id, application_id)
  select distinct company_id, case when count(*) over () > 5000 then 0 else application_id end from changed
  on conflict do nothing;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION public.number_of(value text)
 RETURNS double precision
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
AS $function$
  select case when value ~ '^[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?$' and pg_input_is_valid(value, 'float8') then value::float8 end
$function$;

CREATE OR REPLACE FUNCTION public.patterns_of_unspaced(name text)
 RETURNS text[]
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE STRICT
RETURN (SELECT array_agg(both_ways.pattern) AS array_agg FROM generate_series(1, (length(patterns_of_unspaced.name) - 1)) cut(cut), LATERAL (VALUES ((((('% '::text || "left"(patterns_of_unspaced.name, cut.cut)) || '% '::text) || substr(patterns_of_unspaced.name, (cut.cut + 1))) || '%'::text)), ((((('% '::text || substr(patterns_of_unspaced.name, (cut.cut + 1))) || '% '::text) || "left"(patterns_of_unspaced.name, cut.cut)) || '%'::text))) both_ways(pattern));

CREATE OR REPLACE PROCEDURE public.protect_tenant_table(IN name text, IN key text DEFAULT 'company_id'::text)
 LANGUAGE plpgsql
AS $procedure$
begin
  execute format('alter table %I enable row level security', name);
  execute format('alter table %I force row level security', name);
  execute format('create policy company on %I to parley_app using (%I = current_company()) with check (%I = current_company())', name, key, key);
  execute format('create policy system on %I to parley_system using (true) with check (true)', name);
  execute format('grant select, insert, update, delete on %I to parley_app, parley_system', name);
end $procedure$;

CREATE OR REPLACE FUNCTION public.search_patterns(term text, nearest boolean)
 RETURNS text[]
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'public'
 SET "pg_trgm.similarity_threshold" TO '0.4'
AS $function$
declare
  folded constant text := fold_text(term);
  pattern constant text := replace(replace(replace(folded, '\', '\\'), '%', '\%'), '_', '\_');
begin
  if not nearest then
    return array[case when length(folded) < 3 then '% ' else '%' end || pattern || '%']
      || case when folded ~ '^[\u3040-\u30FF\u3400-\u9FFF\uAC00-\uD7AF]{2,8}$' then patterns_of_unspaced(folded) end;
  end if;
  return array(
    select '%' || word || '%' from (
      select word, true as slip from name_words
      where company_id = current_company() and length(folded) between 3 and 30
        and word = any (folded || words_one_slip_away(folded))
      union all
      select word, false from name_words where company_id = current_company() and word % folded
    ) near
    group by word
    order by bool_or(slip) desc, similarity(word, folded) desc, word
    limit 12);
end $function$;
alter routine search_patterns(text,boolean) owner to parley_system;
revoke execute on routine search_patterns(text,boolean) from public;
grant execute on routine search_patterns(text,boolean) to parley_app;

CREATE OR REPLACE FUNCTION public.sender_is_taken(own_company bigint, provider_name text, sender text)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public'
RETURN (EXISTS (SELECT FROM channel_connections c WHERE ((c.provider = sender_is_taken.provider_name) AND (c.account = sender_is_taken.sender) AND (c.disconnected_at IS NULL) AND (c.company_id <> sender_is_taken.own_company))));
alter routine sender_is_taken(bigint,text,text) owner to parley_system;

CREATE OR REPLACE FUNCTION public.spaced_text(value text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE STRICT
RETURN regexp_replace("left"(value, 50000), '([\u0E00-\u0EFF\u1000-\u109F\u1780-\u17FF\u3040-\u30FF\u3400-\u9FFF\uAC00-\uD7AF])'::text, ' \1 '::text, 'g'::text);

CREATE OR REPLACE FUNCTION public.take_turns(of_company bigint, of_campaign bigint, wanted integer)
 RETURNS uuid[]
 LANGUAGE plpgsql
AS $function$
declare
  last integer;
  people uuid[];
  places integer[];
begin
  select r.last_position into last from campaign_rotations r
  where r.company_id = of_company and r.campaign_id = of_campaign for no key update;
  if not found then return null; end if;
  select array_agg(m.user_id order by m.position <= last, m.position),
    array_agg(m.position order by m.position <= last, m.position)
  into people, places
  from campaign_rotation_members m join users u on u.company_id = m.company_id and u.id = m.user_id
  where m.company_id = of_company and m.campaign_id = of_campaign
    and u.deactivated_at is null and u.unavailable_since is null
    and (u.role = 'owner' or exists (
      select from campaign_members c
      where c.company_id = m.company_id and c.campaign_id = m.campaign_id and c.user_id = m.user_id));
  if people is null then return null; end if;
  update campaign_rotations r set last_position = places[(wanted - 1) % cardinality(places) + 1]
  where r.company_id = of_company and r.campaign_id = of_campaign;
  return array(select people[(turn - 1) % cardinality(people) + 1] from generate_series(1, wanted) as turn);
end $function$;

CREATE OR REPLACE FUNCTION public.text_query(terms text[])
 RETURNS tsquery
 LANGUAGE plpgsql
 IMMUTABLE PARALLEL SAFE STRICT
AS $function$
declare
  result tsquery := '';
  part tsquery;
  term text;
begin
  foreach term in array terms loop
    part := phraseto_tsquery('public.words', spaced_text(term));
    if numnode(part) = 1 and length(term) >= 3 then part := (part::text || ':*')::tsquery; end if;
    result := result && part;
  end loop;
  return result;
end $function$;

CREATE OR REPLACE FUNCTION public.text_words(value text)
 RETURNS tsvector
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE STRICT
RETURN to_tsvector('words'::regconfig, spaced_text(value));

CREATE OR REPLACE FUNCTION public.values_of(company bigint, details jsonb)
 RETURNS TABLE(attribute_id bigint, text text, number double precision, date date)
 LANGUAGE sql
 STABLE
AS $function$
  select d.id, left(lower(v.value), 201),
    case when d.type = 'number' then number_of(v.value) end,
    case when d.type = 'date' and v.value ~ '^\d{4}-\d\d-\d\d' and pg_input_is_valid(left(v.value, 10), 'date')
      then left(v.value, 10)::date end
  from custom_attributes d cross join lateral (select nullif(trim(details ->> d.key), '') as value) v
  where d.company_id = company and v.value is not null
$function$;

CREATE OR REPLACE FUNCTION public.words_one_slip_away(word text)
 RETURNS text[]
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE STRICT
RETURN (SELECT array_agg(DISTINCT made.near) AS array_agg FROM generate_series(0, length(words_one_slip_away.word)) cut(cut), LATERAL (SELECT "left"(words_one_slip_away.word, cut.cut) AS head, substr(words_one_slip_away.word, (cut.cut + 1)) AS tail) parts, LATERAL (SELECT (parts.head || substr(parts.tail, 2)) AS "?column?" WHERE (parts.tail <> ''::text) UNION ALL SELECT (((parts.head || substr(parts.tail, 2, 1)) || "left"(parts.tail, 1)) || substr(parts.tail, 3)) WHERE (length(parts.tail) > 1) UNION ALL SELECT ((parts.head || letter.letter) || rests.rest) FROM string_to_table('abcdefghijklmnopqrstuvwxyz'::text, NULL::text) letter(letter), LATERAL (VALUES (parts.tail), (substr(parts.tail, 2))) rests(rest)) made(near));
