-- +goose Up
create table alerts (
  id            text primary key,
  incident_id   text not null,
  version       bigint not null,
  added         bigint not null,
  source        text not null,
  external_id   text not null,
  title         text not null,
  body          text not null,
  labels        text not null,
  link          text not null,
  starts_at     bigint not null,
  ends_at       bigint not null,
  event_id      text not null,
  entry         bigint not null
);
create unique index alerts_by_added on alerts (added);
create unique index alerts_by_external on alerts (source, external_id);
create index alerts_by_incident on alerts (incident_id, added);

create table alert_rules (
  id            text primary key,
  incident_id   text not null,
  version       bigint not null,
  added         bigint not null,
  title         text not null,
  labels        text not null,
  service       text not null,
  entry         bigint not null
);
create unique index alert_rules_by_added on alert_rules (added);
