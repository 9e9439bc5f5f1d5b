-- +goose Up
create table shared_texts (
  review_id    text   not null,
  section      text   not null,
  incident_id  text   not null,
  version      bigint not null,
  body         text   not null,
  settled      bigint not null,
  settled_body text   not null,
  since        bigint not null,
  changed_at   bigint not null,
  primary key (review_id, section)
);
create index shared_texts_unsettled on shared_texts (changed_at) where version > settled;
create table text_updates (
  review_id   text   not null,
  section     text   not null,
  version     bigint not null,
  incident_id text   not null,
  user_id     text   not null,
  user_name   text   not null,
  client      text   not null,
  changes     text   not null,
  at          bigint not null,
  primary key (review_id, section, version)
);
create index text_updates_by_at on text_updates (at);
