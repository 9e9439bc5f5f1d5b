-- +goose Up
create table incidents (
  id                text primary key,
  incident_id       text not null,
  version           bigint not null,
  added             bigint not null,
  key_number        bigint not null,
  title             text not null,
  kind              text not null,
  type              text not null,
  state             text not null,
  severity          bigint not null,
  near_miss         bigint not null,
  services          text not null,
  labels            text not null,
  visibility        text not null,
  people            text not null,
  teams             text not null,
  tlp               text not null,
  created_at        bigint not null,
  created_by_user   text not null,
  created_by_name   text not null,
  entry             bigint not null,
  occurred_at       bigint not null default 0,
  resolved_at       bigint not null default 0,
  severity_order    bigint not null default 0
);

create table events (
  id                text primary key,
  incident_id       text not null references incidents (id),
  version           bigint not null,
  added             bigint not null,
  at                bigint not null,
  until             bigint not null,
  precise           text not null,
  kind              text not null,
  body              text not null,
  role              text not null,
  milestones        text not null,
  noticed_by        text not null,
  acted_on          bigint not null,
  communication     text not null,
  severity          text not null,
  response          text not null,
  entered_at        bigint not null,
  history           text not null,
  origin            text not null,
  actor_user        text not null,
  actor_name        text not null,
  entered_by_user   text not null,
  entered_by_name   text not null,
  entry             bigint not null
);

create table participants (
  id            text primary key,
  incident_id   text not null references incidents (id),
  version       bigint not null,
  added         bigint not null,
  roles         text not null,
  team          text not null,
  origin        text not null,
  person_user   text not null,
  person_name   text not null,
  entry         bigint not null
);

create table impact (
  id                text primary key,
  incident_id       text not null references incidents (id),
  version           bigint not null,
  added             bigint not null,
  event_id          text not null,
  since             bigint not null,
  users_affected    text not null,
  all_users         bigint not null,
  services          text not null,
  funds_at_risk     text not null,
  losses            text not null,
  cost              text not null,
  records_exposed   text not null,
  public            bigint not null,
  media             bigint not null,
  body              text not null,
  origin            text not null,
  entry             bigint not null
);

create table evidence (
  id                  text primary key,
  incident_id         text not null references incidents (id),
  version             bigint not null,
  added               bigint not null,
  title               text not null,
  url                 text not null,
  sha256              text not null,
  size                bigint not null,
  source              text not null,
  availability        text not null,
  intact              bigint not null,
  collected_at        bigint not null,
  collected_from      text not null,
  events              text not null,
  custody             text not null,
  origin              text not null,
  collected_by_user   text not null,
  collected_by_name   text not null,
  entry               bigint not null
);

create table writeups (
  id            text primary key,
  incident_id   text not null references incidents (id),
  version       bigint not null,
  added         bigint not null,
  source        text not null,
  stated        text not null,
  inferred      text not null,
  sections      text not null,
  runbooks      text not null,
  entry         bigint not null
);

create table reviews (
  id                 text primary key,
  incident_id        text not null references incidents (id),
  version            bigint not null,
  added              bigint not null,
  incidents          text not null,
  state              text not null,
  due_at             bigint not null,
  summary            text not null,
  primary_cause      text not null,
  factors            text not null,
  five_whys          text not null,
  attendees          text not null,
  invited            text not null,
  authors            text not null,
  meeting_at         bigint not null,
  meeting_notes      text not null,
  answers            text not null,
  policy_used        text not null,
  rounds             text not null,
  facilitator_user   text not null,
  facilitator_name   text not null,
  entry              bigint not null
);

create table findings (
  id            text primary key,
  incident_id   text not null references incidents (id),
  version       bigint not null,
  added         bigint not null,
  kind          text not null,
  body          text not null,
  events        text not null,
  disposition   text not null,
  origin        text not null,
  entry         bigint not null
);

create table actions (
  id            text primary key,
  incident_id   text not null references incidents (id),
  version       bigint not null,
  added         bigint not null,
  finding_id    text not null,
  title         text not null,
  due           text not null,
  due_text      text not null,
  first_due     text not null,
  state         text not null,
  change        text not null,
  intent        text not null,
  hierarchy     text not null,
  priority      text not null,
  origin        text not null,
  owner_user    text not null,
  owner_name    text not null,
  entry         bigint not null
);

create table proofs (
  id            text primary key,
  incident_id   text not null references incidents (id),
  version       bigint not null,
  added         bigint not null,
  action_id     text not null,
  kind          text not null,
  subject       text not null,
  expect        text not null,
  entry         bigint not null
);

create table proof_checks (
  id                text primary key,
  incident_id       text not null references incidents (id),
  version           bigint not null,
  added             bigint not null,
  proof_id          text not null,
  at                bigint not null,
  outcome           text not null,
  seen              text not null,
  took              bigint not null,
  checked_by_user   text not null,
  checked_by_name   text not null,
  entry             bigint not null
);

create table effect_checks (
  id                text primary key,
  incident_id       text not null references incidents (id),
  version           bigint not null,
  added             bigint not null,
  action_id         text not null,
  day               bigint not null,
  at                bigint not null,
  effect            text not null,
  note              text not null,
  checked_by_user   text not null,
  checked_by_name   text not null,
  entry             bigint not null
);

create table documents (
  id             text primary key,
  incident_id    text not null,
  version        bigint not null,
  added          bigint not null,
  kind           text not null,
  title          text not null,
  link           text not null,
  types          text not null,
  services       text not null,
  review_every   bigint not null,
  steps          text not null,
  last_used      bigint not null,
  last_drilled   bigint not null,
  owner_user     text not null,
  owner_name     text not null,
  entry          bigint not null
);

create table revisions (
  id                 text primary key,
  incident_id        text not null,
  version            bigint not null,
  added              bigint not null,
  document_id        text not null,
  number             bigint not null,
  at                 bigint not null,
  reason             text not null,
  lesson             text not null,
  body               text not null,
  author_user        text not null,
  author_name        text not null,
  approved_by_user   text not null,
  approved_by_name   text not null,
  entry              bigint not null
);

create table publications (
  id            text primary key,
  incident_id   text not null,
  version       bigint not null,
  added         bigint not null,
  review_id     text not null,
  audience      text not null,
  state         text not null,
  tlp           text not null,
  editions      text not null,
  author_user   text not null,
  author_name   text not null,
  entry         bigint not null
);

create table lessons (
  id                text primary key,
  incident_id       text not null,
  version           bigint not null,
  added             bigint not null,
  title             text not null,
  body              text not null,
  source            text not null,
  link              text not null,
  tlp               text not null,
  received_at       bigint not null,
  triage            text not null,
  because           text not null,
  triaged_by_user   text not null,
  triaged_by_name   text not null,
  entry             bigint not null
);

create table services (
  id            text primary key,
  incident_id   text not null,
  version       bigint not null,
  added         bigint not null,
  title         text not null,
  core          bigint not null,
  team          text not null,
  entry         bigint not null
);

create table teams (
  id            text primary key,
  incident_id   text not null,
  version       bigint not null,
  added         bigint not null,
  title         text not null,
  members       text not null,
  entry         bigint not null
);

create unique index incidents_by_key on incidents (key_number);
create index incidents_by_occurred on incidents (occurred_at, id);
create index incidents_by_severity on incidents (severity_order, id);
create index events_by_time on events (incident_id, at);
create index events_by_incident on events (incident_id, added);
create index actions_by_due on actions (due, id);
create index actions_by_owner on actions (owner_user, due, id);
create index revisions_by_document on revisions (document_id, number);
create index events_marked on events (incident_id, at) where milestones <> 'null';

create table glasses (
  id            text primary key,
  incident_id   text not null references incidents (id),
  version       bigint not null,
  added         bigint not null,
  user_id       text not null,
  until         bigint not null,
  reason        text not null,
  entry         bigint not null
);

-- lists are in the order things were added
create unique index events_by_added on events (added);
create unique index participants_by_added on participants (added);
create unique index impact_by_added on impact (added);
create unique index evidence_by_added on evidence (added);
create unique index writeups_by_added on writeups (added);
create unique index reviews_by_added on reviews (added);
create unique index findings_by_added on findings (added);
create unique index actions_by_added on actions (added);
create unique index proofs_by_added on proofs (added);
create unique index proof_checks_by_added on proof_checks (added);
create unique index effect_checks_by_added on effect_checks (added);
create unique index documents_by_added on documents (added);
create unique index revisions_by_added on revisions (added);
create unique index publications_by_added on publications (added);
create unique index lessons_by_added on lessons (added);
create unique index services_by_added on services (added);
create unique index teams_by_added on teams (added);
create unique index glasses_by_added on glasses (added);

create index participants_by_incident on participants (incident_id, added);
create index impact_by_incident on impact (incident_id, added);
create index evidence_by_incident on evidence (incident_id, added);
create index reviews_by_incident on reviews (incident_id, added);
create index findings_by_incident on findings (incident_id, added);
create index actions_by_incident on actions (incident_id, added);
create index proofs_by_incident on proofs (incident_id, added);
create index proof_checks_by_incident on proof_checks (incident_id, added);
create index effect_checks_by_incident on effect_checks (incident_id, added);
create index publications_by_incident on publications (incident_id, added);
create index glasses_by_incident on glasses (incident_id, added);
create unique index writeups_by_incident on writeups (incident_id);

-- what follows is derived from the rows above and from nothing else
create table incident_readers (
  incident_id text   not null,
  user_id     text   not null,
  until       bigint not null,
  primary key (incident_id, user_id)
);

create table incident_teams (
  incident_id text not null,
  team_id     text not null,
  primary key (incident_id, team_id)
);

create table team_members (
  team_id text not null,
  user_id text not null,
  primary key (team_id, user_id)
);

create table review_incidents (
  review_id   text not null,
  incident_id text not null,
  primary key (review_id, incident_id)
);
create index review_incidents_by_incident on review_incidents (incident_id);

create table incident_tags (
  incident_id text not null,
  kind        text not null,
  name        text not null,
  primary key (incident_id, kind, name)
);
create index incident_tags_by_name on incident_tags (kind, name, incident_id);

-- what no entry vouches for
create table retired_keys (number bigint primary key);

create table drafts (
  subject_kind text   not null,
  subject_id   text   not null,
  incident_id  text   not null,
  section      text   not null,
  user_id      text   not null,
  base         bigint not null,
  body         text   not null,
  at           bigint not null,
  primary key (subject_id, section, user_id)
);
create index drafts_by_time on drafts (at);
