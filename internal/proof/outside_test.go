package proof_test

import (
	"fmt"
	"net/http"
	"net/http/cgi"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/go-git/go-git/v5"
	"github.com/go-git/go-git/v5/plumbing/object"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/proof"
	"github.com/hindcast/hindcast/internal/proof/prometheustest"
)

// repository is one made of files, a commit for each step; it returns its folder
// and the commits.
func repository(t *testing.T, steps ...map[string]string) (folder string, commits []string) {
	t.Helper()
	folder = filepath.Join(t.TempDir(), "repo")
	r, err := git.PlainInit(folder, false)
	if err != nil {
		t.Fatal(err)
	}
	w, err := r.Worktree()
	if err != nil {
		t.Fatal(err)
	}
	for i, files := range steps {
		for name, text := range files {
			path := filepath.Join(folder, name)
			if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
				t.Fatal(err)
			}
			if _, err := w.Add(name); err != nil {
				t.Fatal(err)
			}
		}
		hash, err := w.Commit(fmt.Sprintf("step %d", i), &git.CommitOptions{Author: &object.Signature{Name: "Ann", Email: "ann@example.org", When: time.Unix(int64(i), 0)}})
		if err != nil {
			t.Fatal(err)
		}
		commits = append(commits, hash.String())
	}
	return folder, commits
}

func steps() []map[string]string {
	return []map[string]string{
		{"limits.yaml": "max: 10\n", "src/a.go": "package a\n"},
		{"limits.yaml": "max: 40\n", "src/deep/b.go": "package b // KEY=1\n", "big.bin": strings.Repeat("x", 2<<20)},
	}
}

// lookInto tries everything a repository can be asked, wherever it is.
func lookInto(t *testing.T, c *proof.Checker, where []string, commits []string) {
	t.Helper()
	for _, test := range []struct {
		name  string
		pairs []string
		want  hindcast.Outcome
		words string
	}{
		{"contains", []string{"file", "limits.yaml", "contains", "/^max: [34]0$/"}, hindcast.Holds, "line 1: max: 40"},
		{"lacks", []string{"file", "limits.yaml", "lacks", "max: 10"}, hindcast.Holds, "nowhere"},
		{"contains what it has not", []string{"file", "limits.yaml", "contains", "max: 10"}, hindcast.Broken, "is not in its"},
		{"a file that is not there", []string{"file", "none.yaml", "contains", "x"}, hindcast.Broken, "there is no none.yaml"},
		{"no file has it", []string{"file", "**/*.go", "lacks", "KEY="}, hindcast.Broken, "src/deep/b.go"},
		{"no file of these has it", []string{"file", "src/*.go", "lacks", "KEY="}, hindcast.Holds, "in none"},
		{"a file too large", []string{"file", "big.bin", "contains", "x"}, hindcast.Unknown, "larger than"},
		{"a commit", []string{"commit", commits[0][:10]}, hindcast.Holds, "step 0"},
		{"no commit of it", []string{"commit", "0123456789"}, hindcast.Broken, "none of the 2 commits"},
		{"a branch that is not there", []string{"ref", "release", "file", "limits.yaml"}, hindcast.Broken, "no branch or tag release"},
		{"a branch", []string{"ref", "master", "file", "limits.yaml"}, hindcast.Holds, "master at"},
	} {
		is(t, test.name, c.Look(t.Context(), composed(t, hindcast.ProofRepository, append(test.pairs, where...)...)), test.want, test.words)
	}
}

func TestLocalRepository(t *testing.T) {
	folder, commits := repository(t, steps()...)
	c := checker()
	is(t, "no folder allowed", c.Look(t.Context(), composed(t, hindcast.ProofRepository, "repository", folder, "file", "limits.yaml")), hindcast.Unknown, "the operator of this server allows")
	c.Folders = []string{filepath.Dir(folder)}
	lookInto(t, c, []string{"repository", folder}, commits)
	other, _ := repository(t, steps()...)
	link := filepath.Join(filepath.Dir(folder), "link")
	if err := os.Symlink(other, link); err != nil {
		t.Skip(err)
	}
	for _, outside := range []string{other, link, filepath.Dir(folder) + "/../" + filepath.Base(filepath.Dir(other))} {
		is(t, "outside", c.Look(t.Context(), composed(t, hindcast.ProofRepository, "repository", outside, "file", "limits.yaml")), hindcast.Unknown, "allows")
	}
}

// TestRemoteRepository serves repositories over HTTP as Git itself does, with and
// without filters, to who has the token.
func TestRemoteRepository(t *testing.T) {
	out, err := exec.Command("git", "--exec-path").Output()
	if err != nil {
		t.Skip("Git is not installed: ", err)
	}
	folder, commits := repository(t, steps()...)
	for _, filter := range []string{"true", "false"} {
		if err := exec.Command("git", "-C", folder, "config", "uploadpack.allowFilter", filter).Run(); err != nil {
			t.Fatal(err)
		}
		backend := &cgi.Handler{Path: filepath.Join(strings.TrimSpace(string(out)), "git-http-backend"), Env: []string{"GIT_PROJECT_ROOT=" + filepath.Dir(folder), "GIT_HTTP_EXPORT_ALL=1",
			"GIT_CONFIG_COUNT=1", "GIT_CONFIG_KEY_0=safe.directory", "GIT_CONFIG_VALUE_0=*"}}
		s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if _, password, _ := r.BasicAuth(); password != "right-token" {
				w.Header().Set("WWW-Authenticate", "Basic")
				w.WriteHeader(http.StatusUnauthorized)
				return
			}
			backend.ServeHTTP(w, r)
		}))
		c := checker(proof.Source{Name: "git", Kind: hindcast.SourceGit, Base: s.URL, Secret: "right-token"}, proof.Source{Name: "expired", Kind: hindcast.SourceGit, Base: s.URL, Secret: "old-token"})
		lookInto(t, c, []string{"repository", "repo", "source", "git"}, commits)
		is(t, "expired", c.Look(t.Context(), composed(t, hindcast.ProofRepository, "repository", "repo", "source", "expired", "file", "limits.yaml")), hindcast.Unknown, "not any more")
		is(t, "public, and is not", c.Look(t.Context(), composed(t, hindcast.ProofRepository, "repository", s.URL+"/repo", "file", "limits.yaml")), hindcast.Unknown, "to everybody")
		s.Close()
	}
}

// forges is a tracker of each shape.
func forges(t *testing.T) string {
	t.Helper()
	answers := map[string]string{
		"/api/v3/repos/o/r/issues/1":                  `{"title": "Page on errors", "state": "closed", "state_reason": "completed", "closed_at": "2026-03-01T09:00:00Z"}`,
		"/api/v3/repos/o/r/issues/2":                  `{"title": "Page on errors", "state": "closed", "state_reason": "not_planned"}`,
		"/api/v3/repos/o/r/issues/3":                  `{"title": "Page on errors", "state": "open"}`,
		"/api/v3/repos/o/r/pulls/4":                   `{"title": "Raise the limit", "state": "closed", "merged": true, "merged_at": "2026-03-01T09:00:00Z", "base": {"ref": "main"}}`,
		"/api/v3/repos/o/r/pulls/5":                   `{"title": "Raise the limit", "state": "closed", "merged": false, "base": {"ref": "main"}}`,
		"/api/v1/repos/o/r/issues/1":                  `{"title": "Page on errors", "state": "closed"}`,
		"/api/v4/projects/g%2Fs%2Fr/issues/1":         `{"title": "Page on errors", "state": "closed"}`,
		"/api/v4/projects/g%2Fs%2Fr/merge_requests/2": `{"title": "Raise the limit", "state": "merged", "target_branch": "main"}`,
		"/rest/api/2/issue/OPS-1":                     `{"fields": {"summary": "Page on errors", "status": {"name": "Erledigt", "statusCategory": {"key": "done"}}, "resolution": {"name": "Done"}}}`,
		"/rest/api/2/issue/OPS-2":                     `{"fields": {"summary": "Page on errors", "status": {"name": "Closed", "statusCategory": {"key": "done"}}, "resolution": {"name": "Won't Do"}}}`,
		"/rest/api/2/issue/OPS-3":                     `{"fields": {"summary": "Page on errors", "status": {"name": "Doing", "statusCategory": {"key": "indeterminate"}}}}`,
	}
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !strings.Contains(r.Header.Get("Authorization"), "right-token") {
			w.WriteHeader(http.StatusUnauthorized)
			return
		}
		answer, ok := answers[r.URL.EscapedPath()]
		if !ok {
			w.WriteHeader(http.StatusNotFound)
			return
		}
		fmt.Fprint(w, answer)
	}))
	t.Cleanup(s.Close)
	return s.URL
}

func TestForges(t *testing.T) {
	base := forges(t)
	var sources []proof.Source
	for _, k := range hindcast.SourceKinds() {
		sources = append(sources, proof.Source{Name: string(k), Kind: k, Base: base, Secret: "right-token"})
	}
	c := checker(append(sources, proof.Source{Name: "expired", Kind: hindcast.SourceGitHub, Base: base, Secret: "old"})...)
	for _, test := range []struct {
		kind   hindcast.ProofKind
		source string
		pairs  []string
		want   hindcast.Outcome
		words  string
	}{
		{hindcast.ProofTicket, "github", []string{"ticket", "o/r#1"}, hindcast.Holds, "closed since 2026-03-01"},
		{hindcast.ProofTicket, "github", []string{"ticket", base + "/o/r/issues/1"}, hindcast.Holds, "closed"},
		{hindcast.ProofTicket, "github", []string{"ticket", "https://github.com/o/r/issues/1"}, hindcast.Unknown, "not one of the source"},
		{hindcast.ProofTicket, "github", []string{"ticket", "o/r#2"}, hindcast.Broken, "not_planned"},
		{hindcast.ProofTicket, "github", []string{"ticket", "o/r#3"}, hindcast.Broken, "is open"},
		{hindcast.ProofTicket, "github", []string{"ticket", "o/r#9"}, hindcast.Broken, "no such ticket"},
		{hindcast.ProofTicket, "expired", []string{"ticket", "o/r#1"}, hindcast.Unknown, "not any more"},
		{hindcast.ProofTicket, "gitea", []string{"ticket", "o/r#1"}, hindcast.Holds, "closed"},
		{hindcast.ProofTicket, "gitlab", []string{"ticket", base + "/g/s/r/-/issues/1"}, hindcast.Holds, "closed"},
		{hindcast.ProofTicket, "jira", []string{"ticket", "OPS-1"}, hindcast.Holds, "Erledigt"},
		{hindcast.ProofTicket, "jira", []string{"ticket", base + "/browse/OPS-2"}, hindcast.Broken, "Won't Do"},
		{hindcast.ProofTicket, "jira", []string{"ticket", "OPS-3"}, hindcast.Broken, "Doing"},
		{hindcast.ProofTicket, "prometheus", []string{"ticket", "OPS-3"}, hindcast.Unknown, "no tickets"},
		{hindcast.ProofRepository, "github", []string{"repository", "o/r", "pull", "4"}, hindcast.Holds, "merged into main"},
		{hindcast.ProofRepository, "github", []string{"repository", base + "/o/r.git", "pull", "4", "ref", "release"}, hindcast.Broken, "not into release"},
		{hindcast.ProofRepository, "github", []string{"repository", "o/r", "pull", "5"}, hindcast.Broken, "not merged"},
		{hindcast.ProofRepository, "gitlab", []string{"repository", "g/s/r", "pull", "2"}, hindcast.Holds, "merged into main"},
	} {
		is(t, test.source+fmt.Sprint(test.pairs), c.Look(t.Context(), composed(t, test.kind, append(test.pairs, "source", test.source)...)), test.want, test.words)
	}
}

const rules = `groups:
  - name: payments
    rules:
      - alert: PaymentsFailing
        expr: |
          sum by (zone, service) (rate(payments_failed{job="pay", env="prod"}[5m]))
            > %s
        for: %s
        labels: {severity: page}
`

// TestPrometheus asks a real one for rules that change meanwhile.
func TestPrometheus(t *testing.T) {
	server := prometheustest.Start(t, fmt.Sprintf(rules, "0.1", "5m"))
	base := server.Base
	c := checker(proof.Source{Name: "metrics", Kind: hindcast.SourcePrometheus, Base: base})
	p := composed(t, hindcast.ProofAlertRule, "alert", "PaymentsFailing", "source", "metrics", "group", "payments", "for", "300s",
		"expr", "sum by (service,zone)(rate(payments_failed{env='prod',job=\"pay\"}[5m]))>0.1")
	before := c.Look(t.Context(), p)
	is(t, "written otherwise", before, hindcast.Holds, "group payments has PaymentsFailing")
	is(t, "by its address", c.Look(t.Context(), composed(t, hindcast.ProofAlertRule, "alert", "PaymentsFailing", "source", base)), hindcast.Holds)
	is(t, "another group", c.Look(t.Context(), composed(t, hindcast.ProofAlertRule, "alert", "PaymentsFailing", "source", "metrics", "group", "other")), hindcast.Broken, "the group is not other")
	is(t, "another alert", c.Look(t.Context(), composed(t, hindcast.ProofAlertRule, "alert", "Nothing", "source", "metrics")), hindcast.Broken, "no alert Nothing")
	for _, change := range []struct{ threshold, lasts, words string }{{"0.5", "5m", "the expression is not"}, {"0.1", "1h", "not for 300s"}} {
		server.Rules(fmt.Sprintf(rules, change.threshold, change.lasts))
		f := c.Look(t.Context(), p)
		is(t, "weakened", f, hindcast.Broken, change.words)
		if f.Content == before.Content || !strings.Contains(f.Content, "for: "+change.lasts) {
			t.Errorf("the rule is shown as %q", f.Content)
		}
	}
}
