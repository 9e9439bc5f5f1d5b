package main

import (
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/hindcast/hindcast/internal/app"
	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/library"
)

// shelves is a data folder and a folder beside it.
type shelves struct {
	t         *testing.T
	data, dir string
	library   []string // library are the flags that name it.
}

func (s shelves) run(args ...string) result {
	s.t.Helper()
	return execute(s.t, "", append(append([]string{"library"}, args...), s.library...)...)
}

// report runs a command with --json and returns what was done, by path.
func (s shelves) report(command string, more ...string) (syncReport, map[string]string) {
	s.t.Helper()
	got := s.run(append([]string{command, s.dir, "--json"}, more...)...)
	var r syncReport
	if err := json.Unmarshal([]byte(got.out), &r); err != nil {
		s.t.Fatalf("%s: %+v, %v", command, got, err)
	}
	if want := map[bool]int{true: exitProblems, false: exitOK}[r.Conflicts > 0]; got.status != want {
		s.t.Errorf("%s ends with %d: %s", command, got.status, got.err)
	}
	did := map[string]string{}
	for _, c := range r.Changes {
		did[c.Path] += c.Did + " "
	}
	return r, did
}

func (s shelves) file(name string) string {
	s.t.Helper()
	text, err := os.ReadFile(filepath.Join(s.dir, name))
	if err != nil {
		s.t.Fatal(err)
	}
	return string(text)
}

func (s shelves) write(name, text string) {
	s.t.Helper()
	path := filepath.Join(s.dir, name)
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		s.t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		s.t.Fatal(err)
	}
}

func (s shelves) edit(name, from, to string) {
	s.t.Helper()
	text := s.file(name)
	if !strings.Contains(text, from) {
		s.t.Fatalf("%s does not hold %q", name, from)
	}
	s.write(name, strings.Replace(text, from, to, 1))
}

// approve approves everything that waits, and proposes and approves a text first
// when one is given.
func (s shelves) approve(id hindcast.DocumentID, body string) {
	s.t.Helper()
	ctx := context.Background()
	st, err := app.Data{Folder: s.data}.Open(ctx)
	if err != nil {
		s.t.Fatal(err)
	}
	defer st.Close()
	service := library.New(st, func() time.Time { return time.Now().UTC() })
	author := hindcast.Actor{User: "usr_a", Name: "Ann", Role: hindcast.Member}
	fay := hindcast.Actor{User: "usr_f", Name: "Fay", Role: hindcast.Facilitator}
	e, err := service.Get(ctx, fay, id)
	if err != nil {
		s.t.Fatal(err)
	}
	if body != "" {
		latest, _ := e.Latest()
		if _, err := service.Propose(ctx, author, id, library.Draft{BasedOn: latest.Number, Reason: "r", Body: body}); err != nil {
			s.t.Fatal(err)
		}
		if e, err = service.Get(ctx, fay, id); err != nil {
			s.t.Fatal(err)
		}
	}
	for _, p := range e.Proposals {
		if _, err := service.Approve(ctx, fay, p.Value.ID, p.Version); err != nil {
			s.t.Fatal(err)
		}
	}
}

func newShelves(t *testing.T) shelves {
	data := filepath.Join(t.TempDir(), "data")
	return stocked(shelves{t, data, filepath.Join(t.TempDir(), "runbooks"), []string{"--data", data}})
}

// stocked takes two documents of the starter set and approves one of them.
func stocked(s shelves) shelves {
	t := s.t
	t.Helper()
	if got := s.run("starter", "ddos", "capacity"); got.status != exitOK || !strings.Contains(got.out, "2 taken") {
		t.Fatalf("%+v", got)
	}
	if got := s.run("starter", "ddos"); got.status != exitOK || !strings.Contains(got.out, "0 taken") {
		t.Errorf("taken twice: %+v", got)
	}
	s.approve("doc_starter_ddos", "")
	return s
}

func TestAFolderKeptInStep(t *testing.T) {
	s := newShelves(t)
	if r, did := s.report("pull", "--dry-run"); len(did) != 1 || !r.DryRun {
		t.Errorf("%+v", r)
	}
	if _, err := os.Stat(s.dir); err == nil {
		t.Error("a dry run made the folder")
	}
	const ddos = "runbook/ddos.md"
	if _, did := s.report("pull"); len(did) != 1 || did[ddos] != "written " {
		t.Errorf("%q", did)
	}
	before := s.file(ddos)
	if r, did := s.report("pull"); len(did) != 0 || r.Same != 1 || s.file(ddos) != before {
		t.Errorf("pulled twice: %+v", r)
	}
	if r, did := s.report("push"); len(did) != 0 || r.Same != 1 {
		t.Errorf("pushed without a change: %+v", r)
	}
}

func TestPushAndConflicts(t *testing.T) {
	s := newShelves(t)
	s.report("pull")
	s.write("README.md", "# Ours\n")
	s.write(".git/config.md", "---\nkind: runbook\ntitle: No\n---\nx\n")
	s.write("notes/blog.md", "---\ntitle: A post\ndate: today\n---\nHello\n")
	const moved = "deep/er/attack.md"
	if err := os.MkdirAll(filepath.Join(s.dir, "deep/er"), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.Rename(filepath.Join(s.dir, "runbook/ddos.md"), filepath.Join(s.dir, moved)); err != nil {
		t.Fatal(err)
	}
	s.edit(moved, "kind: runbook\n", "kind: runbook\ntags:\n  - network\n")
	s.edit(moved, "## When this applies", "Ours first.\n\n## When this applies")
	if _, did := s.report("pull"); did[moved] != "kept " {
		t.Errorf("pull over a change: %q", did)
	}
	if _, did := s.report("push", "--dry-run"); did[moved] != "proposed " {
		t.Errorf("%q", did)
	}
	if r, did := s.report("push", "--reason", "ours"); len(did) != 1 || did[moved] != "proposed " || r.Foreign != 2 {
		t.Errorf("%+v", r)
	}
	if _, did := s.report("push"); did[moved] != "waiting " {
		t.Errorf("pushed twice: %q", did)
	}
	s.approve("doc_starter_ddos", "")
	if _, did := s.report("pull"); did[moved] != "updated " {
		t.Errorf("after approval: %q", did)
	}
	if text := s.file(moved); !strings.Contains(text, "revision: 2") || !strings.Contains(text, "tags:\n  - network\n") || !strings.Contains(text, "Ours first.") {
		t.Errorf("%s", text[:400])
	}

	// Changed on both sides: both are kept, and what is put together is proposed.
	s.edit(moved, "Ours first.", "Ours second.")
	theirs := "1. Theirs\n"
	s.approve("doc_starter_ddos", theirs)
	mine := s.file(moved)
	for range 2 {
		if r, did := s.report("pull"); r.Conflicts != 1 || did[moved] != "conflict " || s.file(moved) != mine {
			t.Errorf("%+v", r)
		}
	}
	if r, _ := s.report("push"); r.Conflicts != 1 {
		t.Errorf("%+v", r)
	}
	if got := s.file("deep/er/attack.revision-3.md"); got != theirs {
		t.Errorf("beside it stands %q", got)
	}
	s.edit(moved, "revision: 2", "revision: 3")
	if r, did := s.report("push"); r.Conflicts != 0 || did[moved] != "proposed " {
		t.Errorf("put together: %+v", r)
	}
}

func TestNewAndHostileFiles(t *testing.T) {
	s := newShelves(t)
	s.report("pull")
	s.write("new.md", "---\nkind: procedure\ntitle: ../../etc/passwd\nowner: Kim\n---\n1. Do\n")
	s.write("broken.md", "---\nid: doc_starter_ddos\nkind: [\n---\nx\n")
	s.write("untitled.md", "---\nkind: runbook\ntitle: ' '\n---\nx\n")
	outside := filepath.Join(t.TempDir(), "outside.md")
	if err := os.WriteFile(outside, []byte("---\nkind: runbook\ntitle: Outside\n---\nx\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(outside, filepath.Join(s.dir, "link.md")); err != nil {
		t.Skip(err)
	}
	r, did := s.report("push")
	if did["new.md"] != "added " || did["broken.md"] != "unread " || did["untitled.md"] != "unread " || did["link.md"] != "" || r.Foreign != 1 {
		t.Errorf("%+v", r)
	}
	id := strings.TrimSpace(strings.SplitN(strings.SplitN(s.file("new.md"), "id: ", 2)[1], "\n", 2)[0])
	if r, did := s.report("push"); did["new.md"] != "waiting " {
		t.Errorf("added twice: %+v", r)
	}
	s.approve(hindcast.DocumentID(id), "")
	if err := os.Remove(filepath.Join(s.dir, "new.md")); err != nil {
		t.Fatal(err)
	}
	if _, did := s.report("pull"); did["procedure/etc-passwd.md"] != "written " {
		t.Errorf("%q", did)
	}
	s.edit("procedure/etc-passwd.md", "owner: Kim", "owner: Ada")
	if _, did := s.report("push"); did["procedure/etc-passwd.md"] != "described " {
		t.Errorf("%q", did)
	}
	if r, did := s.report("push"); did["procedure/etc-passwd.md"] != "" {
		t.Errorf("described twice: %+v", r)
	}
	s.write("copy.md", s.file("procedure/etc-passwd.md"))
	if r, _ := s.report("pull"); r.Conflicts != 2 {
		t.Errorf("two files of one document: %+v", r)
	}
}
