-- +goose Up
-- +goose StatementBegin
create function hindcast_announce() returns trigger language plpgsql as $$
begin
  perform pg_notify('hindcast_ledger', '');
  return null;
end
$$;
-- +goose StatementEnd
create trigger ledger_announced after insert on ledger for each statement execute function hindcast_announce();
