-- +goose Up
create table search_docs (
  id           bigint primary key,
  subject_kind text not null,
  subject_id   text not null,
  incident_id  text not null,
  title        text not null,
  body         text not null,
  words        tsvector generated always as (
    setweight(to_tsvector('simple', left(title, 200000)), 'A') || to_tsvector('simple', left(body, 200000))) stored
);
create unique index search_docs_by_subject on search_docs (subject_kind, subject_id);
create index search_docs_by_words on search_docs using gin (words);
