-- +goose Up
create table proposals (
  id             text primary key,
  incident_id    text not null,
  version        bigint not null,
  added          bigint not null,
  document_id    text not null,
  based_on       bigint not null,
  at             bigint not null,
  reason         text not null,
  lesson         text not null,
  steps          text not null,
  body           text not null,
  author_user    text not null,
  author_name    text not null,
  entry          bigint not null
);
create unique index proposals_by_added on proposals (added);
create index proposals_by_document on proposals (document_id, added);
