-- +goose Up
create table search_docs (
  id           integer primary key,
  subject_kind text not null,
  subject_id   text not null,
  incident_id  text not null,
  title        text not null,
  body         text not null
);
create unique index search_docs_by_subject on search_docs (subject_kind, subject_id);

create virtual table search_words using fts5 (
  title, body, content = 'search_docs', content_rowid = 'id',
  prefix = '2 3', tokenize = 'unicode61 remove_diacritics 2'
);

-- +goose StatementBegin
create trigger search_docs_added after insert on search_docs begin
  insert into search_words (rowid, title, body) values (new.id, new.title, new.body);
end;
-- +goose StatementEnd
-- +goose StatementBegin
create trigger search_docs_removed after delete on search_docs begin
  insert into search_words (search_words, rowid, title, body) values ('delete', old.id, old.title, old.body);
end;
-- +goose StatementEnd
-- +goose StatementBegin
create trigger search_docs_changed after update on search_docs begin
  insert into search_words (search_words, rowid, title, body) values ('delete', old.id, old.title, old.body);
  insert into search_words (rowid, title, body) values (new.id, new.title, new.body);
end;
-- +goose StatementEnd
