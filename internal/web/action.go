package web

import (
	"encoding/json"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/hindcast/hindcast/internal/actions"
	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/markup"
)

// action shows one action with its proofs and its history.
func (p *Pages) action(w http.ResponseWriter, r *http.Request, by hindcast.Actor) error {
	e, err := p.Actions.Get(r.Context(), by, hindcast.ActionID(r.PathValue("id")))
	if err != nil {
		return err
	}
	return p.showAction(w, r, by, e, actionTries{})
}

// actionTries is what somebody tried on the page of an action and was refused.
type actionTries struct {
	Wrong  *hindcast.Error // Wrong is what was wrong with a step, a check or a judgement.
	Step   hindcast.ActionState
	Reason string
	Form   *actionForm // Form is what was typed over the action.
	Judged effectTry

	Attested attestTry
}

// showAction shows an action, with what was tried.
func (p *Pages) showAction(w http.ResponseWriter, r *http.Request, by hindcast.Actor, e actions.Entry, tried actionTries) error {
	v := newActionView(e, p.options.Now())
	v.Wrong = tried.Wrong
	v.steps(e, tried)
	for _, s := range e.Strangers {
		v.Strangers = append(v.Strangers, sentenceOf(s.String()))
	}
	if err := p.prove(r.Context(), by, &v, e, tried.Attested); err != nil {
		return err
	}
	v.effects(e, tried.Judged, p.options.Now())
	if err := p.offerChange(r.Context(), by, &v, e, tried); err != nil {
		return err
	}
	status := statusOf(tried.Wrong)
	if v.Change != nil && v.Change.Form.Wrong != nil {
		status = statusOf(v.Change.Form.Wrong)
	}
	return p.renderAs(w, r, by, status, Shell{Title: v.Head.Title, Section: ActionsSection, Live: string(e.Incident.ID)}, actionPage(v))
}

// actionView is one action.
type actionView struct {
	Head  headView
	State hindcast.ActionState

	Strangers []string // Strangers are approvers of its kind who are no users.

	Claim    standing // Claim is what its owner says.
	Fact     standing // Fact is what somebody else saw.
	Incident pageLink
	Finding  *originView
	Facts    []factView
	Due      dueView
	Proofs   []proofDetail
	Effects  []effectView
	History  []historyLine
	Helped   []pageLink // Helped are later incidents in which it would have helped.

	Address, Version string
	Wrong            *hindcast.Error
	Says, Sees       []stepView // Says are the owner's steps, Sees those of somebody else.
	Others           []stepView
	Change           *changeView // Change is absent where the reader may not change it.
	AddProof         string      // AddProof leads to the form that adds a proof.
	Judging          []judgingView
}

// standing is one half of "done is a claim, verified is a fact".
type standing struct {
	Tone string // Tone is yes, claimed, no or broken.
	Word string
	By   string // By says who and when.
}

// originView is the finding an action came from.
type originView struct {
	Kind string
	Text string // Text is safe inline HTML.
	Href string
}

// proofDetail is a proof with what was found.
type proofDetail struct {
	ID                    string
	Kind, Subject, Expect string
	State                 hindcast.ProofState // State is of this proof alone.
	Note                  string              // Note says what the result is worth: stale, or to be confirmed.
	Results, Earlier      []resultView        // Results are the last checks, Earlier those before them.
	Says                  []factView          // Says is what must be found, field by field.
	Looked                *lookedView         // Looked is what it looked at; absent where there is nothing to show.
	Tools                 proofTools
}

// resultView is one check.
type resultView struct {
	At             momentView
	Outcome        hindcast.Outcome
	Seen, By, Took string
	Evidence       hindcast.EvidenceID
	Shown          *pageLink // Shown leads to the evidence that an attestation names.
	Run            string    // Run says how many checks before it saw the same, since when.
	times          int
}

// repeats says whether an earlier check saw what this one did.
func (v resultView) repeats(earlier resultView) bool {
	return v.Outcome == earlier.Outcome && v.Seen == earlier.Seen && v.By == earlier.By && v.Evidence == earlier.Evidence
}

// extend takes an earlier check of the same into the row.
func (v *resultView) extend(earlier resultView) {
	v.times++
	v.Run = counted(v.times, "check", "checks") + " since " + earlier.At.Text
}

// historyLine is one line of an action's history.
type historyLine struct {
	At        momentView
	Who, What string
	Reason    string
}

func newActionView(e actions.Entry, now time.Time) actionView {
	a := e.Action
	incident := pageLink{e.Incident.Key, incidentAddress(e.Incident)}
	v := actionView{Address: "/actions/" + string(a.ID), Version: strconv.FormatInt(e.Version, 10), State: a.State, Due: dueOf(a, e.Today), Incident: pageLink{markup.InlineText(e.Incident.Title), incident.Href},
		Head: headView{Trail: []pageLink{{"Actions", "/actions"}, incident}, Title: markup.InlineText(a.Title)}}
	v.Facts = []factView{{"Changes", firstOf(hindcast.Capital(words(a.Change)), "not said")}, {"To", firstOf(words(a.Intent), "not said")},
		{"Strength", firstOf(string(a.Hierarchy), "not said")}, {"Priority", firstOf(string(a.Priority), "not said")}}
	if e.Finding != nil {
		v.Finding = &originView{Kind: hindcast.Capital(string(e.Finding.Kind)), Text: markup.Inline(e.Finding.Text), Href: incident.Href + "/review"}
	}
	for _, p := range a.Proofs {
		v.Proofs = append(v.Proofs, newProofDetail(p, now))
	}
	v.History = historyOf(e.History, now)
	v.Claim, v.Fact = standings(a, e.History, now)
	return v
}

// standings says what is claimed of an action and what was seen.
func standings(a hindcast.Action, history []actions.Line, now time.Time) (claim, fact standing) {
	owner := firstOf(personName(a.Owner), "nobody")
	claim = standing{Tone: "no", Word: "Not done yet", By: owner + " owns it"}
	fact = standing{Tone: "no", Word: "Not verified yet", By: "somebody other than its owner verifies it once a proof holds"}
	switch a.State {
	case hindcast.ActionInProgress:
		claim.Word = "In progress"
	case hindcast.ActionDropped:
		claim = standing{Tone: "no", Word: "Dropped", By: lastOf(history, "action.dropped", now)}
		fact = standing{Tone: "no", Word: "Nothing to verify"}
	case hindcast.ActionDone, hindcast.ActionVerified:
		claim = standing{Tone: "claimed", Word: "Done", By: firstOf(lastOf(history, "action.done", now), "says "+owner)}
	}
	if a.State == hindcast.ActionVerified {
		fact = standing{Tone: "yes", Word: "Verified", By: lastOf(history, "action.verified", now)}
	}
	if a.ProofState() == hindcast.ProofsBroken {
		fact = standing{Tone: "broken", Word: "A proof is broken", By: "verified again once every proof holds"}
	}
	return claim, fact
}

// lastOf says who did something last, and when.
func lastOf(history []actions.Line, verb string, now time.Time) string {
	for _, l := range history {
		if l.Verb == verb {
			return strings.TrimSpace(l.Name + ", " + dayOf(l.At, now, "").Text)
		}
	}
	return ""
}

// proofKindWords says what a proof looks at.
func proofKindWords(kind hindcast.ProofKind) string {
	if kind == hindcast.ProofHTTP {
		return "web address"
	}
	return words(kind)
}

func newProofDetail(p hindcast.Proof, now time.Time) proofDetail {
	d := proofDetail{ID: string(p.ID), Kind: proofKindWords(p.Kind), Subject: p.Subject, Expect: p.Expect, State: hindcast.Action{Proofs: []hindcast.Proof{p}}.ProofState()}
	switch {
	case p.NeedsConfirming():
		d.Note = "Found broken once; a second check decides."
	case p.Stale():
		d.Note = "The last three checks could not tell."
	}
	for i := len(p.Results) - 1; i >= 0; i-- {
		r := p.Results[i]
		v := newResultView(r, now)
		if last := len(d.Results) - 1; last >= 0 && d.Results[last].repeats(v) {
			d.Results[last].extend(v)
			continue
		}
		d.Results = append(d.Results, v)
	}
	if len(d.Results) > shownResults {
		d.Results, d.Earlier = d.Results[:shownResults], d.Results[shownResults:]
	}
	if p.Every > 0 {
		d.Says = append(d.Says, factView{"Looked at", "every " + everyWord(p.Every)})
	}
	values := actions.ProofValues(p)
	for n, f := range actions.ProofFields(p.Kind) {
		if n > 0 && values[f.Name] != "" {
			d.Says, d.Expect = append(d.Says, factView{f.Label, values[f.Name]}), ""
		}
	}
	return d
}

// shownResults is how many results of a proof stand on the page at once.
const shownResults = 5

// newResultView words one check.
func newResultView(r hindcast.ProofResult, now time.Time) resultView {
	v := resultView{times: 1, At: momentOf(r.At, now, "at an unknown time"), Outcome: r.Outcome, Seen: r.Seen, By: firstOf(personName(r.By), "checked by machine"), Evidence: r.Evidence}
	if r.Took > 0 {
		v.Took = tookText(r.Took)
	}
	return v
}

// tookText writes how long a check took; those by machine take less than a second.
func tookText(d time.Duration) string {
	if d < time.Second {
		return hindcast.FormatCount(float64(d.Milliseconds())) + " ms"
	}
	return hindcast.FormatDuration(d)
}

// historyOf words the ledger's lines. A reason stands in an entry of its own
// directly after what it is the reason of.
func historyOf(entries []actions.Line, now time.Time) []historyLine {
	acts := map[string]string{"action.added": "wrote it down", "action.imported": "imported it", "action.changed": "changed what it says", "action.started": "started it",
		"action.put_back": "put it back", "action.done": "said that it is done", "action.verified": "verified it", "action.dropped": "dropped it", "action.reopened": "reopened it"}
	var list []historyLine
	reason := ""
	for _, e := range entries {
		if said, is := reasonOf(e); is {
			reason = said
			continue
		}
		what := firstOf(acts[e.Verb], strings.ReplaceAll(strings.TrimPrefix(e.Verb, "action."), "_", " "))
		list = append(list, historyLine{At: momentOf(e.At, now, ""), Who: firstOf(e.Name, string(e.Actor), "somebody"), What: what, Reason: reason})
		reason = ""
	}
	return list
}

// reasonOf reads the entry that keeps why an action was changed.
func reasonOf(e actions.Line) (reason string, is bool) {
	if e.Verb != "action.explained" && e.Verb != "action.moved" {
		return "", false
	}
	var payload struct{ Reason, From, To string }
	if err := json.Unmarshal([]byte(e.Payload), &payload); err != nil {
		return "the reason was purged", true
	}
	if e.Verb == "action.moved" {
		return "deadline moved from " + payload.From + " to " + firstOf(payload.To, "none") + ": " + payload.Reason, true
	}
	return payload.Reason, true
}
