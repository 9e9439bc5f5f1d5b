package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestAFolderKeptInStepWithAServer pulls from a running server and pushes to it:
// as over a data folder, with a token that may no more than it must.
func TestAFolderKeptInStepWithAServer(t *testing.T) {
	e := serveElsewhere(t)
	token := func(scope, role string) []string {
		t.Helper()
		made := execute(t, "", "token", "create", scope, "--scope", scope, "--role", role, "--data", e.data)
		if made.status != exitOK {
			t.Fatalf("%+v", made)
		}
		return []string{"--server", e.url, "--token", strings.TrimSpace(made.out)}
	}
	s := stocked(shelves{t, e.data, filepath.Join(t.TempDir(), "runbooks"), token("write", "member")})
	reader := s
	reader.library = token("read", "viewer")

	const ddos = "runbook/ddos.md"
	if _, did := reader.report("pull"); did[ddos] != "written " {
		t.Fatalf("who may read cannot pull: %q", did)
	}
	s.edit(ddos, "## When this applies", "Ours first.\n\n## When this applies")
	if got := reader.run("push", s.dir); got.status != exitFailure || !strings.Contains(got.err, ddos) || !strings.Contains(got.err, "scope") {
		t.Errorf("who may only read pushes: %+v", got)
	}
	if r, did := s.report("push", "--reason", "ours"); did[ddos] != "proposed " {
		t.Errorf("%+v", r)
	}
	if _, did := s.report("push"); did[ddos] != "waiting " {
		t.Errorf("pushed twice: %q", did)
	}
	s.approve("doc_starter_ddos", "")
	if _, did := s.report("pull"); did[ddos] != "updated " {
		t.Errorf("after approval: %q", did)
	}

	s.edit(ddos, "Ours first.", "Ours second.")
	s.approve("doc_starter_ddos", "1. Theirs\n")
	mine := s.file(ddos)
	for _, command := range []string{"push", "pull"} {
		got := s.run(command, s.dir)
		if got.status != exitProblems || !strings.Contains(got.out, "1 conflict,") || !strings.Contains(got.out, "runbook/ddos.revision-3.md") || s.file(ddos) != mine {
			t.Errorf("%s over a conflict: %+v", command, got)
		}
	}
	if s.file("runbook/ddos.revision-3.md") != "1. Theirs\n" {
		t.Error("what the library has is not kept beside")
	}
	s.edit(ddos, "revision: 2", "revision: 3")
	if _, did := s.report("push"); did[ddos] != "proposed " {
		t.Errorf("put together: %q", did)
	}

	s.write("own.md", "---\nkind: procedure\ntitle: Own\n---\n1. Do\n")
	if _, did := s.report("push"); did["own.md"] != "added " || !strings.Contains(s.file("own.md"), "id: doc_") {
		t.Errorf("a new file: %q", did)
	}
	stranger := s
	stranger.library = []string{"--server", e.url, "--token", "hct_no_such_token"}
	if got := stranger.run("pull", s.dir); got.status != exitFailure || !strings.Contains(got.err, "token") {
		t.Errorf("a wrong token: %+v", got)
	}
	if _, err := os.Stat(filepath.Join(s.dir, "own.md")); err != nil {
		t.Error(err)
	}
}
