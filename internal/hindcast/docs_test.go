package hindcast_test

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/hindcast/hindcast/internal/hindcast"
)

var update = flag.Bool("update", false, "write the golden files, docs/permissions.md and docs/states.md among them")

// golden compares text with a file, and writes the file with -update.
func golden(t *testing.T, path, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s is not what the tables say; `go test ./internal/hindcast -update` writes it\n%s", path, diff)
	}
}

// TestPermissionsPage keeps docs/permissions.md equal to the table.
func TestPermissionsPage(t *testing.T) {
	var b strings.Builder
	b.WriteString(`# Who may do what

This page is written by a test from the table in ` + "`internal/hindcast/permission.go`" + `, which is the only place that decides.

✓ all they can see · ○ where assigned: as the facilitator of that review, or named by the policy for that kind of change ·
◇ in the one review they were invited to · – never

`)
	symbols := map[hindcast.Reach]string{hindcast.Always: "✓", hindcast.Assigned: "○", hindcast.ThatOne: "◇", hindcast.Never: "–"}
	b.WriteString("| May | permission |")
	for _, role := range hindcast.OrgRoles() {
		fmt.Fprintf(&b, " %s |", role)
	}
	b.WriteString("\n|---|---|" + strings.Repeat(":-:|", len(hindcast.OrgRoles())) + "\n")
	for _, row := range hindcast.PermissionTable() {
		fmt.Fprintf(&b, "| %s | `%s` |", row.Text, row.Permission)
		for _, role := range hindcast.OrgRoles() {
			fmt.Fprintf(&b, " %s |", symbols[row.Reach[role]])
		}
		b.WriteByte('\n')
	}
	b.WriteString(`
Beyond the table:

- Nobody approves their own work: who owns an action or wrote a document or edition cannot verify, drop or approve it,
  whatever their role.
- What somebody cannot see does not exist for them: the answer is *not found*, never *forbidden*. An incident is visible to
  everyone, or restricted to its participants and the people and teams named on it.
- An admin may open a restricted incident for a stated reason and time. It is recorded, and its facilitator is told.
- A service token can do no more than its role, and no more than its scope:

`)
	b.WriteString("| permission |")
	scopes := []hindcast.Scope{hindcast.ScopeRead, hindcast.ScopeWrite, hindcast.ScopeAdmin}
	for _, s := range scopes {
		fmt.Fprintf(&b, " scope `%s` |", s)
	}
	b.WriteString("\n|---|" + strings.Repeat(":-:|", len(scopes)) + "\n")
	for _, row := range hindcast.PermissionTable() {
		fmt.Fprintf(&b, "| `%s` |", row.Permission)
		for _, s := range scopes {
			token := hindcast.Actor{User: "u", Role: hindcast.Admin, Token: "t", Scopes: []hindcast.Scope{s}}
			mark := "–"
			if token.May(row.Permission, hindcast.Subject{}) == nil {
				mark = "✓"
			}
			fmt.Fprintf(&b, " %s |", mark)
		}
		b.WriteByte('\n')
	}
	golden(t, "../../docs/permissions.md", b.String())
}

// TestStatesPage keeps docs/states.md equal to the state tables and to what the
// judge of proofs does.
func TestStatesPage(t *testing.T) {
	var b strings.Builder
	b.WriteString(`# States

This page is written by a test from the tables in ` + "`internal/hindcast`" + `. What is not listed is refused, and the refusal names what is
possible instead. *A reason* must not be empty and is kept. *An approver* is an admin, a facilitator, or whom the policy
names for that kind of change, and never the owner or author. *The gates* are the policy's list of what must be there first.
`)
	section(&b, "Incident", "Closed means that the review is signed off or waived. What was thought to be over sometimes is not, so each step can be taken back.",
		hindcast.IncidentTransitions())
	section(&b, "Review", "When a signed review is reopened, what was signed is kept beside the new round.", hindcast.ReviewTransitions())
	section(&b, "Action", "*Done* is its owner's claim; *verified* is a fact: a proof holds, checked by a machine or by somebody who is not the owner.",
		hindcast.ActionTransitions())
	section(&b, "Publication", "What is seen outside is an edition: frozen, redacted, marked and approved.", hindcast.PublicationTransitions())
	b.WriteString(`
## Proof

A proof has no state of its own. It is judged from its checks, which are all kept. One broken check is confirmed by a
second before it counts; unknown never changes what was known; three unknown in a row make the proof stale.

| Checks, oldest first | The proof | Needs a second check | Stale |
|---|---|:-:|:-:|
`)
	mark := map[bool]string{true: "yes", false: ""}
	for _, c := range judged {
		p := proofOf(c.history)
		checks := strings.Join(strings.Fields(spellOut.Replace(c.history)), ", ")
		if checks == "" {
			checks = "none yet"
		}
		result := string(p.Result())
		if p.Result() == hindcast.Due {
			result = "due"
		}
		fmt.Fprintf(&b, "| %s | %s | %s | %s |\n", checks, result, mark[p.NeedsConfirming()], mark[p.Stale()])
	}
	b.WriteString(`
## Finding

A finding is a *lesson learned* when its disposition is an action, it has at least one, and all of them are verified and
hold. Nobody sets this. It stops being learned when one of the actions reopens or one of their proofs is broken.
`)
	golden(t, "../../docs/states.md", b.String())
}

func section[S ~string](b *strings.Builder, title, text string, table []hindcast.Transition[S]) {
	fmt.Fprintf(b, "\n## %s\n\n%s\n\n| From | To | What people do | Needs |\n|---|---|---|---|\n", title, text)
	for _, t := range table {
		fmt.Fprintf(b, "| %s | %s | %s | %s |\n", plain(t.From), plain(t.To), t.Verb, strings.Join(needs(t), ", "))
	}
}

func plain[S ~string](s S) string { return strings.ReplaceAll(string(s), "_", " ") }
