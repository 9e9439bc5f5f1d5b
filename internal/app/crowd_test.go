package app

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/store"
)

// members makes users and a signed-in client of each, without scripts.
func (p *program) members(count int) []visitor {
	p.t.Helper()
	var list []visitor
	for n := range count {
		name := fmt.Sprintf("Member %02d", n)
		email := fmt.Sprintf("member-%d@example.org", n)
		p.update(func(tx *store.Tx) error {
			return tx.Users().Add("user.added", "", &hindcast.User{ID: hindcast.UserID(fmt.Sprintf("usr_%d", n)), Name: name, Email: email, Role: hindcast.Member})
		})
		link, err := p.people.LinkFor(p.t.Context(), operator(), email)
		if err != nil {
			p.t.Fatal(err)
		}
		jar, err := cookiejar.New(nil)
		if err != nil {
			p.t.Fatal(err)
		}
		c := &http.Client{Jar: jar, Transport: &http.Transport{}, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
		p.t.Cleanup(c.CloseIdleConnections)
		resp, err := c.PostForm(link, url.Values{})
		if err != nil {
			p.t.Fatal(err)
		}
		resp.Body.Close()
		list = append(list, visitor{name: name, client: c})
	}
	return list
}

// says sends a form and wants to be led on.
func (v visitor) says(address string, form url.Values) error {
	resp, err := v.client.PostForm(address, form)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusSeeOther {
		said, _ := io.ReadAll(resp.Body)
		return fmt.Errorf("%s: %s answers %s: %.300s", v.name, address, resp.Status, said)
	}
	return nil
}

// TestThirtyInAMeeting: thirty say at once that they are there, what they saw and
// what they think; a third of them lose the connection meanwhile. Everybody's page
// shows all of it once, and nobody missed a change.
func TestThirtyInAMeeting(t *testing.T) {
	const people, remarks = 30, 3
	p := start(t)
	p.reviewed()
	p.note("INC-1", "the queue stopped")
	record, err := p.store.Record(t.Context(), operator(), "INC-1")
	if err != nil {
		t.Fatal(err)
	}
	event := string(record.Timeline[0].ID)
	crowd := p.members(people)
	meeting := p.Base() + "/incidents/INC-1/review/meeting"
	p.update(func(tx *store.Tx) error {
		k, err := tx.Reviews().Get("rev_1")
		if err != nil {
			return err
		}
		k.Value.Facilitator = hindcast.Person{User: "usr_0", Name: "Member 00"}
		if err := tx.Reviews().Change("review.planned", &k.Value, k.Version); err != nil {
			return err
		}
		u, err := tx.Users().Get("usr_0")
		if err != nil {
			return err
		}
		u.Value.Role = hindcast.Facilitator
		return tx.Users().Change("user.changed", &u.Value, u.Version)
	})
	if err := crowd[0].says(meeting, url.Values{"do": {"begin"}}); err != nil {
		t.Fatal(err)
	}

	var following sync.WaitGroup
	ctx, stop := context.WithCancel(t.Context())
	defer func() { stop(); following.Wait() }()
	heard := make([]*hearing, people)
	for n, v := range crowd {
		heard[n] = &hearing{remarks: map[string]int{}}
		following.Go(func() { heard[n].follow(ctx, v, p.Base()+"/live", n%3 == 0) })
	}
	var talking sync.WaitGroup
	for n, v := range crowd {
		talking.Go(func() {
			say := func(address string, form url.Values) {
				if err := v.says(meeting+address, form); err != nil {
					t.Error(err)
				}
			}
			say("/present", nil)
			for i := range remarks {
				say("/remarks", url.Values{"text": {fmt.Sprintf("remark %d of %s", i, v.name)}, "kind": {"note"}})
			}
			say("/events/"+event, url.Values{"disputed": {map[bool]string{true: "yes"}[n%10 == 9]}, "note": {"it was the other one"}})
		})
	}
	talking.Wait()
	if t.Failed() {
		return
	}

	for n, v := range crowd {
		eventually(t, v.name+" heard of every remark", func() bool { return heard[n].distinct() == people*remarks })
		if twice := heard[n].twice(); len(twice) > 0 {
			t.Errorf("%s heard twice of %q", v.name, twice)
		}
		resp, err := v.client.Get(meeting)
		if err != nil {
			t.Fatal(err)
		}
		page, err := io.ReadAll(resp.Body)
		resp.Body.Close()
		if err != nil {
			t.Fatal(err)
		}
		for other := range crowd {
			for i := range remarks {
				if text := fmt.Sprintf("remark %d of Member %02d", i, other); strings.Count(string(page), ">"+text+"<") != 1 {
					t.Fatalf("%s sees %q %d times", v.name, text, strings.Count(string(page), text))
				}
			}
		}
		if there := strings.Count(string(page), `class="there"`); there != people {
			t.Errorf("%s sees %d of %d people", v.name, there, people)
		}
	}
	said, err := p.store.Confirmations().Of(t.Context(), operator(), "inc_1")
	if err != nil || len(said) != people {
		t.Errorf("%d of %d said what they saw, %v", len(said), people, err)
	}
}

// hearing is what a reader of live changes heard of remarks.
type hearing struct {
	mu      sync.Mutex
	remarks map[string]int
}

// follow listens until ctx ends. Who is unlucky loses the connection again and
// again, and goes on behind the last change that was heard.
func (h *hearing) follow(ctx context.Context, v visitor, address string, unlucky bool) {
	last := "0"
	for ctx.Err() == nil {
		cut, stop := context.WithCancel(ctx)
		if unlucky {
			time.AfterFunc(40*time.Millisecond, stop)
		}
		r, err := http.NewRequestWithContext(cut, http.MethodGet, address, nil)
		if err == nil {
			r.Header.Set("Last-Event-ID", last)
			if resp, err := v.client.Do(r); err == nil {
				last = h.read(resp.Body, last)
				resp.Body.Close()
			}
		}
		stop()
	}
}

// read takes down the remarks that a stream tells of, and returns the number of
// the last change that was told whole.
func (h *hearing) read(stream io.Reader, last string) string {
	var event []byte
	buffer := make([]byte, 4096)
	for {
		n, err := stream.Read(buffer)
		event = append(event, buffer[:n]...)
		for {
			whole, rest, ok := strings.Cut(string(event), "\n\n")
			if !ok {
				break
			}
			event = []byte(rest)
			for line := range strings.Lines(whole) {
				line = strings.TrimSpace(line)
				if id, ok := strings.CutPrefix(line, "id: "); ok {
					last = id
				}
				if _, after, ok := strings.Cut(line, `"verb":"remark.added"`); ok {
					_, id, _ := strings.Cut(after, `"id":"`)
					id, _, _ = strings.Cut(id, `"`)
					h.mu.Lock()
					h.remarks[id]++
					h.mu.Unlock()
				}
			}
		}
		if err != nil {
			return last
		}
	}
}

func (h *hearing) distinct() int {
	h.mu.Lock()
	defer h.mu.Unlock()
	return len(h.remarks)
}

func (h *hearing) twice() (list []string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	for id, n := range h.remarks {
		if n > 1 {
			list = append(list, id)
		}
	}
	slices.Sort(list)
	return list
}
