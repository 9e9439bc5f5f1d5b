-- +goose Up
create table search_docs (
  id           bigint primary key,
  subject_kind text not null,
  subject_id   text not null,
  incident_id  text not null,
  title        text not null,
  body         text not null,
  words        tsvector not null
);
create index search_docs_by_words on search_docs using gin (words);
