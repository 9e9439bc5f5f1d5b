-- +goose Up
create table search_docs (
  id           integer primary key,
  subject_kind text not null,
  subject_id   text not null,
  incident_id  text not null,
  title        text not null,
  body         text not null
);

-- words arrive folded and separated by spaces; nothing is kept but in which
-- documents they occur
create virtual table search_words using fts5 (
  words, content = '', detail = 'none', prefix = '2 3', tokenize = 'ascii'
);
insert into search_words (search_words, rank) values ('secure-delete', 1);
