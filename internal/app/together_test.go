package app

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/store"
	"github.com/hindcast/hindcast/internal/store/storetest"
	"github.com/hindcast/hindcast/internal/together"
)

// reviewed opens an incident with a review that is being written.
func (p *program) reviewed() {
	p.t.Helper()
	p.update(func(tx *store.Tx) error {
		incident := hindcast.Incident{ID: "inc_1", Key: "INC-1", Title: "Queue stuck", Kind: hindcast.Operational, State: hindcast.IncidentResolved,
			Visibility: hindcast.VisibleToEveryone, CreatedAt: tx.Now()}
		if err := tx.Incidents().Add("incident.opened", incident.ID, &incident); err != nil {
			return err
		}
		return tx.Reviews().Add("review.opened", incident.ID, &hindcast.Review{ID: "rev_1", Incidents: []hindcast.IncidentID{incident.ID}, State: hindcast.ReviewDrafting})
	})
}

// editor is a browser's editor, without the browser: it sends what it types, and
// rebases on what it missed. Each of its words is a line.
type editor struct {
	client  *http.Client
	base    string // base is the address of its section.
	name    string
	text    string
	version int64
	rng     *rand.Rand
}

// editorOf is an editor of a section, for whom a browser is signed in.
func editorOf(c *http.Client, node, section, name string) *editor {
	return &editor{client: c, base: node + "/incidents/INC-1/review/edit/" + section, name: name, rng: rand.New(rand.NewPCG(7, uint64(len(name))+uint64(name[len(name)-1])))}
}

// heardUpdate is an update as editors hear it.
type heardUpdate struct {
	Version int64           `json:"version"`
	Changes json.RawMessage `json:"changes"`
}

// write puts a line somewhere until the server takes it.
func (e *editor) write(word string) error {
	for {
		lines := strings.Split(e.text, "\n")
		next := strings.Join(slices.Insert(lines, e.rng.IntN(len(lines)+1), word), "\n")
		body, err := json.Marshal(map[string]any{"clientID": e.name, "version": e.version, "changes": []json.RawMessage{json.RawMessage(together.Replace(e.text, next).String())}})
		if err != nil {
			return err
		}
		resp, err := e.client.Post(e.base+"/updates", "application/json", bytes.NewReader(body))
		if err != nil {
			return err
		}
		answer, err := io.ReadAll(resp.Body)
		resp.Body.Close()
		if err != nil {
			return err
		}
		var said struct {
			Version int64
			Missing []heardUpdate
		}
		if err := json.Unmarshal(answer, &said); err != nil {
			return fmt.Errorf("%s: %.200s", resp.Status, answer)
		}
		switch {
		case resp.StatusCode == http.StatusOK:
			e.text, e.version = next, said.Version
			return nil
		case resp.StatusCode != http.StatusConflict || len(said.Missing) == 0:
			return fmt.Errorf("%s: %.200s", resp.Status, answer)
		}
		if err := e.take(said.Missing); err != nil {
			return err
		}
	}
}

func (e *editor) take(updates []heardUpdate) error {
	for _, u := range updates {
		if u.Version != e.version+1 {
			continue
		}
		c, err := together.Parse(string(u.Changes))
		if err == nil {
			e.text, err = c.Apply(e.text)
		}
		if err != nil {
			return err
		}
		e.version = u.Version
	}
	return nil
}

// follow hands every update that the server tells of to hear, until ctx ends.
func (e *editor) follow(ctx context.Context, section string, after int64, hear func(heardUpdate)) error {
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, fmt.Sprintf("%s/live?%s=%d", strings.TrimSuffix(e.base, "/"+section), section, after), nil)
	if err != nil {
		return err
	}
	resp, err := e.client.Do(r)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		return fmt.Errorf("the stream: %s", resp.Status)
	}
	lines := bufio.NewScanner(resp.Body)
	lines.Buffer(nil, 1<<22)
	for lines.Scan() {
		data, is := strings.CutPrefix(lines.Text(), `data: {"section"`)
		var said struct{ Updates []heardUpdate }
		if is && json.Unmarshal([]byte(`{"section"`+data), &said) == nil {
			for _, u := range said.Updates {
				hear(u)
			}
		}
	}
	return lines.Err()
}

// TestThreeWriteOnTwoNodes: three editors of one section at once, on two nodes
// over one PostgreSQL. No word is lost, and all end with the same text.
func TestThreeWriteOnTwoNodes(t *testing.T) {
	db := storetest.Postgres(t)
	p := start(t, func(c *Config) { c.DSN = db.Config.DSN })
	second, _ := p.startNode()
	p.reviewed()
	nodes := []string{p.Base(), second, p.Base()}
	browsers := []*http.Client{p.client(hindcast.Member), p.client(hindcast.Facilitator), p.client(hindcast.Admin)}
	const words = 40
	editors := make([]*editor, len(nodes))
	var writing sync.WaitGroup
	for i := range editors {
		e := editorOf(browsers[i], nodes[i], "summary", fmt.Sprint("editor", i))
		editors[i] = e
		writing.Go(func() {
			for n := range words {
				if err := e.write(fmt.Sprintf("word %d of %d 🔥", n, i)); err != nil {
					t.Error(err)
					return
				}
			}
		})
	}
	writing.Wait()
	for i, e := range editors { // each reads what it missed from the node that it is on
		heard, stop := context.WithTimeout(t.Context(), patience)
		_ = e.follow(heard, "summary", e.version, func(u heardUpdate) {
			if err := e.take([]heardUpdate{u}); err != nil {
				t.Error(err)
			}
			if e.version == int64(words*len(editors)) {
				stop()
			}
		})
		stop()
		if e.version != int64(words*len(editors)) && i > 0 || e.text != editors[0].text && i > 0 {
			t.Errorf("editor %d is at %d of %d", i, e.version, words*len(editors))
		}
		for by := range editors {
			for n := range words {
				if strings.Count(e.text+"\n", fmt.Sprintf("word %d of %d 🔥\n", n, by)) != 1 {
					t.Errorf("editor %d: word %d of %d is lost, or there twice", i, n, by)
				}
			}
		}
	}
	eventually(t, "what was written is in the review, by everybody who wrote", func() bool {
		record, err := p.store.Record(t.Context(), operator(), "INC-1")
		return err == nil && record.Review.Summary == editors[0].text && len(record.Review.Authors) == 3
	})
	if v, err := p.store.Verify(t.Context(), store.VerifyOptions{}); err != nil || len(v.Problems) > 0 {
		t.Errorf("the ledger: %v, %v", v.Problems, err)
	}
}

// TestWritingWithoutScripts: a section is a form; a stale one keeps and shows both
// texts.
func TestWritingWithoutScripts(t *testing.T) {
	p := start(t)
	p.reviewed()
	c := p.client(hindcast.Member)
	post := func(text, version string) (int, string) {
		t.Helper()
		resp, err := c.PostForm(p.Base()+"/incidents/INC-1/review/edit/summary", url.Values{"text": {text}, "version": {version}})
		if err != nil {
			t.Fatal(err)
		}
		defer resp.Body.Close()
		page, _ := io.ReadAll(resp.Body)
		return resp.StatusCode, string(page)
	}
	if status, _ := post("The first words", "0"); status != http.StatusSeeOther {
		t.Fatal(status)
	}
	status, page := post("Words from an older page", "0")
	if status != http.StatusUnprocessableEntity || !strings.Contains(page, "The first words") || !strings.Contains(page, "Words from an older page") || !strings.Contains(page, `name="version" value="1"`) {
		t.Errorf("%d: %s", status, page)
	}
	if status, page := post("control \x01 character", "1"); status != http.StatusUnprocessableEntity || !strings.Contains(page, "control") {
		t.Errorf("%d: %s", status, page)
	}
	if status, _ := post("Both together", "1"); status != http.StatusSeeOther {
		t.Error(status)
	}
	for _, who := range []hindcast.OrgRole{hindcast.Viewer, hindcast.Guest} {
		resp, err := p.client(who).Get(p.Base() + "/incidents/INC-1/review/edit")
		if err != nil {
			t.Fatal(err)
		}
		resp.Body.Close()
		if resp.StatusCode == http.StatusOK {
			t.Errorf("a %s opens the editor", who)
		}
	}
}

// typeIn types into the section of an editor.
func (w *window) typeIn(section, text string) {
	w.t.Helper()
	selector := "[data-section=" + section + "] .cm-content"
	w.do(chromedp.Click(chromedp.CSS(selector)), chromedp.KeyEvent(text))
}

// holds is the script that asks whether an editor holds a text.
func holds(section, text string) string {
	return fmt.Sprintf("document.querySelector('[data-section=%s] .cm-content')?.textContent.includes(%q)", section, text)
}

const streaming = `document.querySelector('[data-writing]').dataset.stream === "live"`

func TestTwoWriteInBrowsers(t *testing.T) {
	p := startSample(t)
	hers, his := p.browser(), p.browser()
	hers.signIn(p.linkOf("maren"))
	his.signIn(p.linkOf("tomasz"))
	for _, w := range []*window{hers, his} {
		w.open("/incidents/INC-15/review/edit")
		w.until(streaming)
	}
	hers.typeIn("summary", "Alpha writes. ")
	his.until(holds("summary", "Alpha writes."))
	his.until(`document.querySelector("[data-section=summary] .writer .sr").textContent.includes("Maren")`)
	his.typeIn("summary", "Beta too. ")
	for _, w := range []*window{hers, his} {
		w.until(holds("summary", "Alpha writes."))
		w.until(holds("summary", "Beta too."))
		w.until(`document.querySelector("[data-section=summary]").dataset.saved === "saved"`)
	}
	const text = `document.querySelector("[data-section=summary] .cm-content").innerText`
	if a, b := eval[string](hers, text), eval[string](his, text); a != b {
		t.Errorf("they have different texts:\n%s\n%s", a, b)
	}
	his.typeIn("meeting_notes", "@Mar")
	his.until(`document.querySelector(".cm-tooltip-autocomplete li")?.textContent.includes("@Maren")`)
	his.do(chromedp.Sleep(200*time.Millisecond), chromedp.KeyEvent("\r")) // what opens under somebody's fingers does not take their Enter
	his.until(holds("meeting_notes", "@Maren Solheim"))
	his.do(chromedp.Click(chromedp.CSS("[data-section=meeting_notes] [data-tools] button")))
	his.until(`document.querySelector("[data-section=meeting_notes] .previewed a.mention")?.textContent === "@Maren Solheim"`)

	hers.forgive("ERR_CONNECTION_REFUSED")
	hers.forgive("ERR_INCOMPLETE_CHUNKED_ENCODING")
	hers.forgive("ERR_CONNECTION_RESET")
	hers.forgive("ERR_EMPTY_RESPONSE")
	his.open("/incidents") // he is gone before the server is
	for _, part := range []string{"ERR_CONNECTION", "ERR_INCOMPLETE", "ERR_EMPTY"} {
		his.forgive(part)
	}
	p.stop()
	hers.until(`document.querySelector('[data-writing]').dataset.stream === "lost"`)
	hers.typeIn("primary_cause", "Gamma while away. ")
	hers.until(`document.querySelector("[data-section=primary_cause]").dataset.saved === "offline"`)
	hers.until(`/Offline: \d+ changes kept here/.test(document.querySelector("[data-section=primary_cause] .saving-state").textContent)`)
	p.again()
	hers.until(`document.querySelector("[data-section=primary_cause]").dataset.saved === "saved"`)
	hers.open("/incidents/INC-15/review/edit")
	hers.until(holds("primary_cause", "Gamma while away."))
	hers.until(holds("summary", "Beta too."))
	hers.open("/incidents/INC-15/review")
	hers.until(shows("Gamma while away."))
	hers.until(`document.querySelector("main a.mention") !== null`)
}

// TestWordsOutliveASession: what somebody writes after their session has ended is
// kept in the browser, and sent once they are signed in again.
func TestWordsOutliveASession(t *testing.T) {
	p := startSample(t)
	w := p.browser()
	w.signIn(p.linkOf("maren"))
	w.open("/incidents/INC-15/review/edit")
	w.until(streaming)
	other := p.tab(w)
	other.open("/account")
	other.signOut()
	for _, part := range []string{"ERR_INCOMPLETE", "401", "303"} {
		w.forgive(part)
	}
	w.typeIn("summary", "Delta after the end. ")
	w.until(`document.querySelector("[data-section=summary]").dataset.saved === "offline"`)
	w.until(`document.querySelector("[data-section=summary] .saving-state").textContent.startsWith("Signed out")`)
	other.signIn(p.linkOf("maren"))
	w.until(`document.querySelector("[data-section=summary]").dataset.saved === "saved"`)
	other.open("/incidents/INC-15/review")
	other.until(shows("Delta after the end."))
}

// BenchmarkWritingTogether is how long it takes from an edit to another screen,
// with thirty editors on one review of which several write at once.
func BenchmarkWritingTogether(b *testing.B) {
	folder := b.TempDir()
	a, err := New(b.Context(), Config{Data: Data{Folder: folder}, Addr: "127.0.0.1:0"}, io.Discard)
	if err != nil {
		b.Fatal(err)
	}
	ctx, stop := context.WithCancel(b.Context())
	var running sync.WaitGroup
	running.Go(func() { _ = a.Run(ctx) })
	defer running.Wait()
	defer stop()
	p := &program{App: a, t: &testing.T{}}
	const screens, writers = 30, 5
	err = a.store.Update(ctx, operator(), func(tx *store.Tx) error {
		incident := hindcast.Incident{ID: "inc_1", Key: "INC-1", Title: "x", Kind: hindcast.Operational, State: hindcast.IncidentResolved, Visibility: hindcast.VisibleToEveryone}
		if err := tx.Incidents().Add("incident.opened", incident.ID, &incident); err != nil {
			return err
		}
		u := hindcast.User{ID: "usr_one", Name: "One", Email: "one@example.org", Role: hindcast.Member}
		if err := tx.Users().Add("user.added", "", &u); err != nil {
			return err
		}
		return tx.Reviews().Add("review.opened", incident.ID, &hindcast.Review{ID: "rev_1", Incidents: []hindcast.IncidentID{"inc_1"}, State: hindcast.ReviewDrafting})
	})
	if err != nil {
		b.Fatal(err)
	}
	link, err := p.people.LinkFor(ctx, operator(), "one@example.org")
	if err != nil {
		b.Fatal(err)
	}
	jar, _ := cookiejar.New(nil)
	c := &http.Client{Jar: jar}
	if resp, err := c.PostForm(link, url.Values{}); err != nil {
		b.Fatal(err)
	} else {
		resp.Body.Close()
	}
	var mu sync.Mutex
	type arrival struct {
		version int64
		at      time.Time
	}
	sent, arrived, delays := map[int64]time.Time{}, []arrival{}, []time.Duration{}
	var heard sync.WaitGroup
	var ready sync.WaitGroup
	for i := range screens {
		ready.Add(1)
		e := editorOf(c, a.Base(), "summary", fmt.Sprint("screen", i))
		go func() {
			first := true
			_ = e.follow(ctx, "summary", 0, func(u heardUpdate) {
				if first {
					first = false
					ready.Done()
				}
				if u.Version == 1 {
					return
				}
				mu.Lock()
				arrived = append(arrived, arrival{u.Version, time.Now()})
				mu.Unlock()
				heard.Done()
			})
		}()
	}
	first := editorOf(c, a.Base(), "summary", "first")
	if err := first.write("begun"); err != nil {
		b.Fatal(err)
	}
	ready.Wait()
	editors := make([]*editor, writers)
	for i := range editors {
		editors[i] = editorOf(c, a.Base(), "summary", fmt.Sprint("writer", i))
	}
	for b.Loop() { // each round: five people type a word at about the same time
		var typing sync.WaitGroup
		for i, e := range editors {
			heard.Add(screens)
			typing.Go(func() {
				time.Sleep(time.Duration(e.rng.IntN(200)) * time.Millisecond)
				began := time.Now()
				if err := e.write(fmt.Sprint("words of ", i)); err != nil {
					b.Error(err)
				}
				mu.Lock()
				sent[e.version] = began
				mu.Unlock()
			})
		}
		typing.Wait()
		heard.Wait()
	}
	for _, a := range arrived {
		delays = append(delays, a.at.Sub(sent[a.version]))
	}
	slices.Sort(delays)
	b.ReportMetric(float64(delays[len(delays)/2].Microseconds())/1000, "p50-ms")
	b.ReportMetric(float64(delays[len(delays)*95/100].Microseconds())/1000, "p95-ms")
}
