package main

import (
	"path/filepath"
	"strings"
	"testing"
)

// TestUserCommands walks the way of an operator who lets people in and out.
func TestUserCommands(t *testing.T) {
	data := filepath.Join(t.TempDir(), "data")
	on := func(args ...string) result { return execute(t, "", append(args, "--data", data)...) }
	isLink := func(what string, got result) {
		t.Helper()
		if got.status != exitOK || !strings.HasPrefix(got.out, "https://hindcast.example/sign-in/link/") || strings.Count(got.out, "\n") != 1 {
			t.Errorf("%s: %+v", what, got)
		}
	}
	const base = "--base-url=https://hindcast.example"

	isLink("the first admin's link", on("user", "link", "--admin", base))
	isLink("adding an admin", on("user", "add", "ada@example.org", "--name", "Ada", "--role", "admin", base))
	isLink("adding a member", on("user", "add", "Kim@Example.org", "--name", "Kim", base))
	isLink("a link for somebody", on("user", "link", "kim@example.org", base))
	isLink("a link for an admin", on("user", "link", "--admin", base))
	if got := on("user", "list"); got.status != exitOK || strings.Count(got.out, "\n") != 2 || !strings.Contains(got.out, "kim@example.org") {
		t.Errorf("list: %+v", got)
	}
	if got := on("user", "list", "ada"); strings.Count(got.out, "\n") != 1 {
		t.Errorf("list ada: %+v", got)
	}
	if got := on("user", "disable", "kim@example.org"); got.status != exitOK {
		t.Errorf("disable: %+v", got)
	}
	if got := on("user", "list", "kim"); !strings.Contains(got.out, "disabled") {
		t.Errorf("after disabling: %+v", got)
	}
	for what, args := range map[string][]string{
		"an address that is taken": {"user", "add", "ada@example.org", "--name", "Eve"}, "no address": {"user", "add", "eve", "--name", "Eve"},
		"a link for nobody": {"user", "link", "eve@example.org"}, "a link for somebody disabled": {"user", "link", "kim@example.org"},
		"a link for two": {"user", "link", "ada@example.org", "--admin"}, "disabling the last admin": {"user", "disable", "ada@example.org"},
		"disabling nobody": {"user", "disable", "eve@example.org"},
	} {
		if got := on(args...); got.status == exitOK || got.out != "" || got.err == "" {
			t.Errorf("%s: %+v", what, got)
		}
	}
}

func TestTokenCommands(t *testing.T) {
	data := filepath.Join(t.TempDir(), "data")
	on := func(args ...string) result { return execute(t, "", append(args, "--data", data)...) }
	made := on("token", "create", "alert manager", "--scope", "write", "--days", "365")
	if made.status != exitOK || len(strings.TrimSpace(made.out)) < 40 {
		t.Fatalf("create: %+v", made)
	}
	listed := on("token", "list")
	id, rest, _ := strings.Cut(listed.out, " ")
	if listed.status != exitOK || !strings.HasPrefix(id, "tok_") || !strings.Contains(rest, "usable") || strings.Contains(listed.out, strings.TrimSpace(made.out)) {
		t.Fatalf("list: %+v", listed)
	}
	if got := on("token", "revoke", id); got.status != exitOK {
		t.Errorf("revoke: %+v", got)
	}
	if got := on("token", "list"); !strings.Contains(got.out, "ended") || strings.Contains(got.out, "usable") {
		t.Errorf("after revoking: %+v", got)
	}
	for what, args := range map[string][]string{
		"a name that says nothing": {"token", "create", " "}, "an unknown scope": {"token", "create", "x", "--scope", "everything"}, "days before today": {"token", "create", "x", "--days", "-1"},
		"revoking none": {"token", "revoke", "tok_none"},
	} {
		if got := on(args...); got.status == exitOK || got.out != "" || got.err == "" {
			t.Errorf("%s: %+v", what, got)
		}
	}
}
