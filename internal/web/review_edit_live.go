package web

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"strconv"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/reviews"
	"github.com/hindcast/hindcast/internal/server"
)

// What editors and the server say to each other. Changes stay as CodeMirror writes
// them.
type (
	// sharedUpdate is one step of a section.
	sharedUpdate struct {
		Version int64           `json:"version"`
		Client  string          `json:"clientID"`
		Changes json.RawMessage `json:"changes"`
		Name    string          `json:"name,omitempty"`
	}
	// sharedText is a section as it stands.
	sharedText struct {
		Version int64  `json:"version"`
		Text    string `json:"text"`
	}
	// typedUpdates is what an editor sends.
	typedUpdates struct {
		Client  string            `json:"clientID"`
		Version int64             `json:"version"`
		Changes []json.RawMessage `json:"changes"`
	}
	// writeAnswer says what became of it: 200 when it was taken, 409 with what is
	// missing when it was not.
	writeAnswer struct {
		Version int64          `json:"version"`
		Missing []sharedUpdate `json:"missing,omitempty"`
		Reset   *sharedText    `json:"reset,omitempty"`
	}
	// refusedWrite says why nothing will come of it.
	refusedWrite struct {
		Code  hindcast.Code `json:"code"`
		Error string        `json:"error"`
	}
	// writer is somebody who is there.
	writer struct {
		Client  string `json:"clientID"`
		Section string `json:"section,omitempty"`
		Name    string `json:"name"`
		User    string `json:"user"`
	}
	// presenceSaid is where an editor is.
	presenceSaid struct {
		Client  string `json:"clientID"`
		Section string `json:"section"`
		Left    bool   `json:"left"`
	}
)

// spoken answers an editor's requests in its own language: an error is words it
// can show, not a page.
func spoken(serve server.Handler) server.Handler {
	return func(w http.ResponseWriter, r *http.Request, by hindcast.Actor) error {
		err := serve(w, r, by)
		told := asError(err)
		if told == nil {
			return err
		}
		_, said := wordError(told.Code, sentenceOf(told.Message))
		for _, f := range told.Fields {
			said += " " + sentenceOf(f.Field+" "+f.Reason)
		}
		return answer(w, server.StatusOf(told.Code), refusedWrite{told.Code, said})
	}
}

func answer(w http.ResponseWriter, status int, v any) error {
	body, err := json.Marshal(v)
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_, err = w.Write(body)
	return err
}

// asked reads what an editor sent.
func asked(r *http.Request, v any) error {
	err := json.NewDecoder(r.Body).Decode(v)
	if tooLong, is := errors.AsType[*http.MaxBytesError](err); is {
		return &hindcast.Error{Code: hindcast.TooLarge, Message: "that is more than " + strconv.FormatInt(tooLong.Limit, 10) + " bytes"}
	}
	if err != nil {
		return &hindcast.Error{Code: hindcast.Invalid, Message: "what the editor sent cannot be read", Err: err}
	}
	return nil
}

// writeSection takes an editor's changes.
func (p *Pages) writeSection(w http.ResponseWriter, r *http.Request, by hindcast.Actor) error {
	var in typedUpdates
	if err := asked(r, &in); err != nil {
		return err
	}
	typed := reviews.Typed{Section: hindcast.ReviewSection(r.PathValue("section")), Client: in.Client, Version: in.Version}
	for _, c := range in.Changes {
		typed.Changes = append(typed.Changes, string(c))
	}
	out, err := p.Reviews.Write(r.Context(), by, r.PathValue("key"), typed)
	if err != nil {
		return err
	}
	status := http.StatusOK
	if !out.Accepted {
		status = http.StatusConflict
	}
	said := writeAnswer{Version: out.Version, Missing: sharedUpdates(out.Missing)}
	if out.Reset != nil {
		said.Reset = &sharedText{out.Reset.Version, out.Reset.Text}
	}
	return answer(w, status, said)
}

func sharedUpdates(list []reviews.TextUpdate) []sharedUpdate {
	said := make([]sharedUpdate, len(list))
	for i, u := range list {
		said[i] = sharedUpdate{u.Version, u.Client, json.RawMessage(u.Changes), u.By.Name}
	}
	return said
}

// here says that somebody's editor is open; leaving settles what they wrote.
func (p *Pages) here(w http.ResponseWriter, r *http.Request, by hindcast.Actor) error {
	var in presenceSaid
	if err := asked(r, &in); err != nil {
		return err
	}
	key := r.PathValue("key")
	if err := p.Reviews.Here(r.Context(), by, key, in.Client, hindcast.ReviewSection(in.Section), in.Left); err != nil {
		return err
	}
	if in.Left {
		if err := p.Reviews.Settle(r.Context(), by, key); err != nil {
			return err
		}
	}
	w.WriteHeader(http.StatusNoContent)
	return nil
}

// together tells an editor what others write, and who is there.
func (p *Pages) together(w http.ResponseWriter, r *http.Request, _ hindcast.Actor) error {
	after := map[hindcast.ReviewSection]int64{}
	for _, s := range hindcast.ReviewSections() {
		if n, err := strconv.ParseInt(r.URL.Query().Get(string(s)), 10, 64); err == nil && n >= 0 {
			after[s] = n
		}
	}
	stream := server.NewEventStream(w)
	caller := func() (hindcast.Actor, error) { return p.Authenticate(r) }
	err := p.Reviews.Follow(r.Context(), r.PathValue("key"), after, caller, func(m reviews.Moment) error {
		events, err := momentEvents(m)
		if err != nil {
			return err
		}
		return stream.Send(events...)
	})
	if stream.Begun() || errors.Is(err, context.Canceled) {
		return nil // editors come back by themselves, and are refused then if they must be
	}
	return err
}

// momentEvents are what there is to say at once.
func momentEvents(m reviews.Moment) (events []server.Event, err error) {
	say := func(name string, v any) {
		said, wrong := json.Marshal(v)
		events, err = append(events, server.Event{Name: name, Data: said}), errors.Join(err, wrong)
	}
	say("state", map[string]any{"open": m.Open, "state": words(m.State)})
	bySection := map[hindcast.ReviewSection][]reviews.TextUpdate{}
	for _, u := range m.Updates {
		bySection[u.Section] = append(bySection[u.Section], u)
	}
	for section, list := range bySection {
		say("updates", map[string]any{"section": section, "updates": sharedUpdates(list)})
	}
	for _, t := range m.Reset {
		say("reset", map[string]any{"section": t.Section, "reset": sharedText{t.Version, t.Text}})
	}
	if m.News {
		people := make([]writer, len(m.People))
		for i, someone := range m.People {
			people[i] = writer{someone.Client, string(someone.Section), someone.Name, string(someone.User)}
		}
		say("people", people)
	}
	return events, err
}
