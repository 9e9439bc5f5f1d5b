package app

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/hindcast/hindcast/internal/accounts"
	"github.com/hindcast/hindcast/internal/activity"
	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/notify/mailtest"
	"github.com/hindcast/hindcast/internal/store"
	"github.com/hindcast/hindcast/internal/store/storetest"
)

// Every text of the restricted incident holds both words. What is asked for holds
// the first, so that an answer may repeat it; the second must never come out.
const (
	asked  = "quixotrope"
	secret = "zanzabarine"
	// unopened stands in a blind answer that nobody but its author may read yet.
	unopened = "xenoglyphic"
)

// planted is every row of the restricted incident, by the name of its kind.
func planted() map[string]string {
	ids := map[string]string{}
	for _, kind := range []string{"inc", "evt", "par", "imp", "evi", "rev", "fin", "act", "prf", "chk", "eff", "ans", "not", "alt", "fac", "unopened"} {
		ids[kind] = kind + "_0hidden0" + kind
	}
	return ids
}

// plant puts the words into every text of a value, at any depth: a field that is
// added some day is covered by being there.
func plant[T any](v T) *T {
	plantIn(reflect.ValueOf(&v).Elem())
	return &v
}

func plantIn(v reflect.Value) {
	switch v.Kind() {
	case reflect.String:
		if v.Type() == reflect.TypeFor[string]() && v.String() == "" {
			v.SetString(asked + " " + secret)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() && v.Type() != reflect.TypeFor[time.Time]() {
				plantIn(v.Field(i))
			}
		}
	case reflect.Pointer:
		if !v.IsNil() {
			plantIn(v.Elem())
		}
	case reflect.Slice:
		if v.Type() == reflect.TypeFor[[]string]() && v.Len() == 0 {
			v.Set(reflect.ValueOf([]string{""}))
		}
		for i := range v.Len() {
			plantIn(v.Index(i))
		}
	case reflect.Map:
		if v.Type() == reflect.TypeFor[map[string]string]() {
			v.Set(reflect.ValueOf(map[string]string{asked: secret}))
		}
	}
}

// hide keeps a restricted incident with everything there is to one.
func (p *program) hide() {
	p.t.Helper()
	digest, err := p.files.Put(p.t.Context(), strings.NewReader(asked+" "+secret))
	if err != nil {
		p.t.Fatal(err)
	}
	id, insider, at := planted(), hindcast.Person{User: "usr_insider", Name: "Insider"}, time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)
	inc := hindcast.IncidentID(id["inc"])
	p.update(func(tx *store.Tx) error {
		key, err := tx.NextKey()
		if err != nil {
			return err
		}
		p.hidden = key
		keep := []error{
			tx.Incidents().Add("incident.opened", inc, plant(hindcast.Incident{ID: inc, Key: key, Kind: hindcast.SecurityIncident, State: hindcast.IncidentActive, Severity: hindcast.P1,
				Visibility: hindcast.Restricted, People: []hindcast.UserID{insider.User}, CreatedBy: insider, CreatedAt: at})),
			tx.Events().Add("event.added", inc, plant(hindcast.TimelineEvent{ID: hindcast.EventID(id["evt"]), At: at, Kind: hindcast.Signal,
				Communication: &hindcast.Communication{Audience: hindcast.ToInternal}, History: []hindcast.Correction{{At: at}}})),
			tx.Participants().Add("participant.added", inc, plant(hindcast.Participant{ID: hindcast.ParticipantID(id["par"]), Person: insider, Roles: []hindcast.Role{hindcast.Responder}})),
			tx.Impact().Add("impact.added", inc, plant(hindcast.ImpactStatement{ID: hindcast.ImpactID(id["imp"])})),
			tx.Evidence().Add("evidence.added", inc, plant(hindcast.Evidence{ID: hindcast.EvidenceID(id["evi"]), SHA256: digest.SHA256, Size: digest.Size, CollectedAt: at, Custody: []hindcast.CustodyEntry{{At: at}}})),
			tx.Writeups().Add("writeup.added", inc, plant(store.Writeup{ID: string(inc), Sections: []hindcast.Section{{Level: 2}}})),
			tx.Reviews().Add("review.scheduled", inc, plant(hindcast.Review{ID: hindcast.ReviewID(id["rev"]), Incidents: []hindcast.IncidentID{inc}, State: hindcast.ReviewDrafting, Facilitator: insider,
				Factors: []hindcast.ContributingFactor{{ID: hindcast.FactorID(id["fac"])}}, FiveWhys: []hindcast.Why{{}}, Invited: []hindcast.Person{insider}, DueAt: at})),
			tx.Findings().Add("finding.added", inc, plant(hindcast.Finding{ID: hindcast.FindingID(id["fin"]), Kind: hindcast.Weakness, Disposition: hindcast.Disposition{Kind: hindcast.NoChange, By: insider}})),
			tx.Actions().Add("action.added", inc, plant(hindcast.Action{ID: hindcast.ActionID(id["act"]), State: hindcast.ActionOpen, Owner: insider})),
			tx.Proofs().Add("proof.added", inc, plant(store.ActionProof{Action: hindcast.ActionID(id["act"]), Proof: hindcast.Proof{ID: hindcast.ProofID(id["prf"]), Kind: hindcast.ProofAttestation}})),
			tx.ProofChecks().Add("proof.checked", inc, plant(store.ProofCheck{ID: id["chk"], Proof: hindcast.ProofID(id["prf"])})),
			tx.Effects().Add("effect.checked", inc, plant(store.ActionEffect{ID: id["eff"], Check: hindcast.EffectCheck{Action: hindcast.ActionID(id["act"])}})),
			tx.Answers().Add("answer.given", inc, plant(store.Answer{ID: id["ans"], Review: hindcast.ReviewID(id["rev"]), Question: hindcast.Questions()[0], Person: insider, Opened: true})),
			tx.Answers().Add("answer.given", inc, &store.Answer{ID: id["unopened"], Review: hindcast.ReviewID(id["rev"]), Question: hindcast.Questions()[1], Person: hindcast.Person{User: "usr_author", Name: "Author"},
				Verdict: hindcast.Met, Note: unopened, Salt: "salt"}),
			tx.Notes().Add("note.kept", inc, plant(store.Note{ID: id["not"], Review: hindcast.ReviewID(id["rev"]), Keeper: insider})),
			tx.Alerts().Add("alert.matched", inc, plant(hindcast.Alert{ID: hindcast.AlertID(id["alt"]), Event: hindcast.EventID(id["evt"])})),
		}
		for _, err := range keep {
			if err != nil {
				return err
			}
		}
		done := plant(hindcast.Action{ID: hindcast.ActionID(id["act"]), State: hindcast.ActionDone, Owner: insider, Change: hindcast.ChangeAlerting})
		return tx.Actions().Change("action.done", done, 1) // so that it is one of the changes, too
	})
}

// cite keeps a document that everybody may read, whose text was caused by a lesson
// of the restricted incident.
func (p *program) cite() {
	p.t.Helper()
	p.update(func(tx *store.Tx) error {
		if err := tx.Documents().Add("document.added", "", &hindcast.Document{ID: "doc_citing", Kind: hindcast.Runbook, Title: "Something public"}); err != nil {
			return err
		}
		r := hindcast.Revision{Number: 1, At: tx.Now(), Reason: "it was learned", Lesson: hindcast.FindingID(planted()["fin"]), Body: "1. Look at the queue."}
		if err := tx.Revisions().Add("document.revised", "", &store.DocumentRevision{ID: "drv_citing", Document: "doc_citing", Revision: r}); err != nil {
			return err
		}
		return tx.Proposals().Add("revision.proposed", "", &store.Proposal{ID: "pro_citing", Document: "doc_citing", BasedOn: 1, At: tx.Now(), Reason: "it was learned", Lesson: r.Lesson, Body: "2"})
	})
}

// openOne opens an incident that everybody may see.
func (p *program) openOne(id hindcast.IncidentID) {
	p.t.Helper()
	p.update(func(tx *store.Tx) error {
		key, err := tx.NextKey()
		if err != nil {
			return err
		}
		return tx.Incidents().Add("incident.opened", id, &hindcast.Incident{ID: id, Key: key, Title: "Something public", Kind: hindcast.Operational, State: hindcast.IncidentActive,
			Visibility: hindcast.VisibleToEveryone, CreatedAt: tx.Now()})
	})
}

// visitor fetches as somebody, with a session or a token.
type visitor struct {
	name   string
	client *http.Client
	token  string
}

func (p *program) fetch(r visitor, path string) (status int, head, body string) {
	p.t.Helper()
	request, err := http.NewRequestWithContext(p.t.Context(), http.MethodGet, p.Base()+path, nil)
	if err != nil {
		p.t.Fatal(err)
	}
	if r.token != "" {
		request.Header.Set("Authorization", "Bearer "+r.token)
	}
	resp, err := r.client.Do(request)
	if err != nil {
		p.t.Fatalf("%s as %s: %v", path, r.name, err)
	}
	defer resp.Body.Close()
	text, err := io.ReadAll(resp.Body)
	if err != nil {
		p.t.Fatal(err)
	}
	return resp.StatusCode, fmt.Sprint(resp.Header), string(text)
}

// outsiders are all who may not see the restricted incident: each role, an admin
// who has not broken the glass, a guest of another review, nobody, and a token.
func (p *program) outsiders() (all []visitor) {
	p.t.Helper()
	for _, role := range append(hindcast.OrgRoles(), hindcast.Nobody) {
		all = append(all, visitor{name: string(role), client: p.client(role)})
	}
	for _, scope := range hindcast.Scopes() {
		token, _, err := p.people.MakeToken(p.t.Context(), operator(), accounts.NewToken{Name: string(scope), Role: hindcast.Admin, Scopes: []hindcast.Scope{scope}, ExpiresAt: time.Now().Add(time.Hour)})
		if err != nil {
			p.t.Fatal(err)
		}
		all = append(all, visitor{name: "token " + string(scope), client: p.client(hindcast.Nobody), token: token})
	}
	return all
}

// addresses are those of every route that is fetched, with every identifier in
// each place, and lists narrowed by what the hidden texts hold.
func (p *program) addresses(ids []string) (all []string) {
	for _, route := range p.Routes() {
		method, path, _ := strings.Cut(route.Pattern, " ")
		if method != http.MethodGet || route.Stream {
			continue
		}
		path = strings.TrimSuffix(path, "{$}")
		if !strings.Contains(path, "{") {
			all = append(all, path)
			for _, name := range []string{"q", "text", "service", "label", "type", "person", "owner", "incident", "verb"} {
				all = append(all, path+"?"+url.Values{name: {asked}}.Encode())
			}
			continue
		}
		for _, key := range []string{p.hidden, planted()["inc"]} {
			for _, id := range ids {
				filled := strings.ReplaceAll(strings.ReplaceAll(path, "{key}", key), "{id}", id)
				all = append(all, place.ReplaceAllString(filled, id))
			}
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// passing is what differs between two fetches of the same page whatever is to be
// seen: how far the ledger has come, and how long ago things were.
var passing = regexp.MustCompile(`<meta name="hindcast-head"[^>]*>|<input type="hidden" name="form_key"[^>]*>|<time[^>]*>[^<]*</time>`)

// TestNothingOfARestrictedIncidentLeaks plants words into every text of one, and
// asks for everything there is, in every way there is, as everybody who may not
// see it.
func TestNothingOfARestrictedIncidentLeaks(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db storetest.Database) {
		if testing.Short() && db.Engine == "postgres" {
			t.Skip("the same walk as on SQLite, where it was raced")
		}
		box, heard := mailtest.Start(t), &journal{}
		receiver := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { _, _ = io.Copy(heard, r.Body) }))
		defer receiver.Close()
		p := start(t, func(c *Config) {
			c.DSN, c.SMTP, c.MailFrom, c.Allow = db.Config.DSN, box.Address, "Hindcast <hindcast@example.org>", []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")}
		})
		p.openOne("inc_public")
		insider := visitor{name: "insider", client: p.clientOf("usr_insider", hindcast.Member)}
		outside := p.outsiders()
		member := hindcast.Actor{User: "usr_member", Name: "The member", Role: hindcast.Member}
		if _, _, err := p.hooks.Subscribe(t.Context(), member, activity.NewWebhook{Name: "all", URL: receiver.URL}); err != nil {
			t.Fatal(err)
		}
		streams := map[string]*journal{}
		for _, r := range outside {
			maps.Copy(streams, p.follow(r, "/live", "/api/v1/live"))
		}
		if len(streams) < 9 { // pages by five roles, the API by some of them and by tokens
			t.Errorf("only %d streams are listened to", len(streams))
		}

		lists := []string{"/", "/incidents", "/actions", "/library", "/search?q=" + asked, "/api/v1/incidents", "/api/v1/actions", "/api/v1/search?q=" + asked, "/api/v1/factors", "/api/v1/alerts",
			"/changes", "/changes/export", "/notifications", "/search/quick?q=" + asked, "/api/v1/changes", "/api/v1/changes/counts", "/api/v1/findings", "/api/v1/findings?q=" + asked, "/api/v1/recent",
			"/api/v1/me/needs", "/api/v1/meetings", "/api/v1/notifications", "/api/v1/reviews", "/api/v1/actions/trend"}
		before := map[string]string{}
		for _, r := range outside {
			for _, path := range lists {
				_, _, body := p.fetch(r, path)
				before[r.name+path] = passing.ReplaceAllString(body, "")
			}
		}
		p.hide()
		for _, r := range outside {
			for _, path := range lists {
				_, _, body := p.fetch(r, path)
				if now := passing.ReplaceAllString(body, ""); now != before[r.name+path] {
					t.Errorf("%s as %s differs since the restricted incident is there:\n%s", path, r.name, firstDifference(before[r.name+path], now))
				}
			}
		}
		p.openOne("inc_fence")

		p.cite()
		ids := append(slices.Sorted(maps.Values(planted())), "doc_citing")
		addresses, shown := p.addresses(ids), 0
		for _, path := range addresses {
			status, _, body := p.fetch(insider, path)
			if status == http.StatusOK && strings.Contains(body, secret) {
				shown++
			}
			if strings.Contains(body, unopened) {
				t.Errorf("%s shows the facilitator a blind answer of somebody else", path)
			}
			for _, r := range outside {
				status, head, body := p.fetch(r, path)
				if strings.Contains(path, p.hidden) && status == http.StatusOK {
					t.Errorf("%s as %s is answered", path, r.name)
				}
				if strings.HasPrefix(path, "/api/v1/ledger/export") { // see docs/security.md: an admin reads which lesson a document's change names
					body = strings.ReplaceAll(body, `"lesson":"`+planted()["fin"]+`"`, "")
				}
				p.clean(path+" as "+r.name, path, head+body)
			}
		}
		if shown < 10 {
			t.Errorf("the insider sees the words at %d addresses only; the test would find nothing", shown)
		}
		t.Logf("%d addresses as each of %d; the insider sees the words at %d", len(addresses), len(outside), shown)

		for name, said := range streams {
			if strings.HasSuffix(name, " as guest") { // who may know nothing of what ends the waiting
				continue
			}
			eventually(t, name+" says what may be known", func() bool { return strings.Contains(said.String(), "inc_fence") })
		}
		for name, said := range streams {
			p.clean(name, "", said.String())
		}
		eventually(t, "the webhook says what may be known", func() bool { return strings.Contains(heard.String(), "inc_fence") })
		p.clean("the webhook", "", heard.String())
		if err := p.people.RequestLink(t.Context(), "member@example.org", accounts.Visit{From: "192.0.2.1"}); err != nil {
			t.Fatal(err)
		}
		mail := box.Next(t)
		p.clean("mail", "", mail.Subject+mail.Text)
	})
}

// clean reports what of the hidden incident stands in an answer, beside what was
// in the question.
func (p *program) clean(where, question, answer string) {
	p.t.Helper()
	for _, word := range append(slices.Collect(maps.Values(planted())), secret, unopened, p.hidden) {
		if strings.Contains(question, word) {
			continue
		}
		if at := strings.Index(answer, word); at >= 0 {
			p.t.Errorf("%s says %q: …%s…", where, word, answer[max(0, at-80):min(len(answer), at+80)])
		}
	}
}

// clientOf is a browser of somebody that the test names.
func (p *program) clientOf(id hindcast.UserID, role hindcast.OrgRole) *http.Client {
	p.t.Helper()
	email := string(id) + "@example.org"
	p.update(func(tx *store.Tx) error {
		return tx.Users().Add("user.added", "", &hindcast.User{ID: id, Name: string(id), Email: email, Role: role})
	})
	link, err := p.people.LinkFor(p.t.Context(), operator(), email)
	if err != nil {
		p.t.Fatal(err)
	}
	c := p.client(hindcast.Nobody)
	resp, err := c.PostForm(link, url.Values{})
	if err != nil {
		p.t.Fatal(err)
	}
	resp.Body.Close()
	return c
}

// follow listens to streams until the test ends.
func (p *program) follow(r visitor, paths ...string) map[string]*journal {
	p.t.Helper()
	ctx, stop := context.WithCancel(context.Background())
	var listening sync.WaitGroup
	said := map[string]*journal{}
	for _, path := range paths {
		request, err := http.NewRequestWithContext(ctx, http.MethodGet, p.Base()+path+"?after=0", nil)
		if err != nil {
			p.t.Fatal(err)
		}
		if r.token != "" {
			request.Header.Set("Authorization", "Bearer "+r.token)
		}
		resp, err := r.client.Do(request)
		if err != nil {
			p.t.Fatal(err)
		}
		if resp.StatusCode != http.StatusOK { // it is not open to them at all
			resp.Body.Close()
			continue
		}
		j := &journal{}
		said[path+" as "+r.name] = j
		listening.Go(func() { _, _ = io.Copy(j, resp.Body); resp.Body.Close() })
	}
	p.t.Cleanup(func() { stop(); listening.Wait() })
	return said
}

func eventually(t *testing.T, what string, holds func() bool) {
	t.Helper()
	for range 600 {
		if holds() {
			return
		}
		time.Sleep(25 * time.Millisecond)
	}
	t.Fatalf("%s: that did not come about", what)
}

// firstDifference shows where two texts part.
func firstDifference(a, b string) string {
	n := 0
	for n < min(len(a), len(b)) && a[n] == b[n] {
		n++
	}
	cut := func(s string) []byte { return bytes.TrimSpace([]byte(s[max(0, min(n, len(s))-60):min(len(s), n+60)])) }
	return fmt.Sprintf("- %s\n+ %s", cut(a), cut(b))
}
