-- +goose Up
create table document_marks (
  id             text primary key,
  incident_id    text not null,
  version        bigint not null,
  added          bigint not null,
  document_id    text not null,
  kind           text not null,
  at             bigint not null,
  note           text not null,
  lesson         text not null,
  by_user        text not null,
  by_name        text not null,
  entry          bigint not null
);
create unique index document_marks_by_added on document_marks (added);
create index document_marks_by_document on document_marks (document_id, added);
