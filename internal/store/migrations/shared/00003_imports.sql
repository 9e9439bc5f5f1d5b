-- +goose Up
create table imports (
  source      text not null,
  external_id text not null,
  content     text not null,
  incident_id text not null references incidents (id),
  primary key (source, external_id)
);
create index imports_by_content on imports (content);
