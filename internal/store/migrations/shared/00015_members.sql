-- +goose Up
create index team_members_by_user on team_members (user_id);
