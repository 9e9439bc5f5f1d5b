-- +goose Up
create table answers (
  id            text primary key,
  incident_id   text not null references incidents (id),
  version       bigint not null,
  added         bigint not null,
  review_id     text not null,
  question      text not null,
  verdict       text not null,
  note          text not null,
  opened        bigint not null,
  blind         bigint not null,
  salt          text not null,
  person_user   text not null,
  person_name   text not null,
  entry         bigint not null
);
create unique index answers_by_added on answers (added);
create index answers_by_incident on answers (incident_id, added);

create table review_notes (
  id            text primary key,
  incident_id   text not null references incidents (id),
  version       bigint not null,
  added         bigint not null,
  review_id     text not null,
  body          text not null,
  salt          text not null,
  keeper_user   text not null,
  keeper_name   text not null,
  entry         bigint not null
);
create unique index review_notes_by_added on review_notes (added);
create index review_notes_by_incident on review_notes (incident_id, added);

-- derived from reviews: which factors each names
create table review_factors (
  review_id   text not null,
  factor      text not null,
  incident_id text not null,
  factor_id   text not null,
  body        text not null,
  primary key (review_id, factor)
);
create index review_factors_by_factor on review_factors (factor, incident_id);
