package web

import (
	"encoding/csv"
	"encoding/json"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/hindcast/hindcast/internal/accounts"
	"github.com/hindcast/hindcast/internal/actions"
	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/insights"
	"github.com/hindcast/hindcast/internal/markup"
)

// changes is the change ledger: what lessons changed, by quarter.
func (p *Pages) changes(w http.ResponseWriter, r *http.Request, by hindcast.Actor) error {
	q := r.URL.Query()
	f := changeFilter(q)
	list, next, err := p.Insights.Changes(r.Context(), by, f, actions.Page{After: q.Get("after")})
	if err != nil {
		return err
	}
	counts, err := p.Insights.Counts(r.Context(), by, f)
	if err != nil {
		return err
	}
	quarters, err := p.Insights.Quarters(r.Context())
	if err != nil {
		return err
	}
	teams, err := p.Accounts.Teams(r.Context(), by)
	if err != nil {
		return err
	}
	zone, err := p.Insights.Zone(r.Context())
	if err != nil {
		return err
	}
	v := newChangesView(q, quarters, teams)
	v.Counts, v.Pager, v.Quarters = countsOf(counts), pagerOf("/changes", q, next), quartersOf(list, zone, p.options.Now())
	return p.render(w, r, by, Shell{Title: "Changes", Section: ChangesSection, Live: Everything}, changesPage(v))
}

// changeFilter reads the address of the change ledger.
func changeFilter(q url.Values) insights.ChangeFilter {
	return insights.ChangeFilter{Quarter: q.Get("quarter"), Team: hindcast.TeamID(q.Get("team")), Kind: hindcast.ChangeKind(q.Get("change")),
		Proof: hindcast.ProofState(q.Get("proof")), Incident: q.Get("incident")}
}

// changesView is the change ledger.
type changesView struct {
	Filter   filterView
	Selects  []fieldView
	Counts   []factView
	Quarters []quarterView
	Pager    pagerView
	Some     bool   // Some says that the address narrows the list.
	CSV      string // CSV and Pack lead to the same selection in other forms.
	Pack     string
}

// quarterView is the changes of a quarter.
type quarterView struct {
	Name string
	Rows []changeRow
}

// changeRow is one change.
type changeRow struct {
	Lesson, Incident, Key, Review string
	Title, Href, Owner, Kind      string
	At                            momentView
	State                         hindcast.ActionState
	Proof                         hindcast.ProofState
	Story                         string // Story says since when: "verified 3 May, broken 4 Aug".
	Effect, EffectNote            string
	Helped                        []pageLink
	Differences                   []difference
}

// difference is a text before and after.
type difference struct {
	Title, Href string
	Diff        diffView
}

func newChangesView(q url.Values, quarters []string, teams []accounts.ListedTeam) changesView {
	const path = "/changes"
	choices := []choiceView{{"", "Any quarter"}}
	for _, name := range quarters {
		choices = append(choices, choiceView{name, quarterWord(name)})
	}
	v := changesView{Some: addressWith(path, q, "after", "") != path, CSV: addressWith(path+"/export", q, "after", ""), Pack: addressWith(path+"/pack", q, "after", "")}
	v.Selects = []fieldView{{Name: "quarter", Label: "Quarter", Value: q.Get("quarter"), Choices: choices}, {Name: "team", Label: "Team", Value: q.Get("team"), Choices: teamChoices(teams)},
		selection("change", "Kind of change", q, hindcast.ChangeKinds()), selection("proof", "Proof", q, hindcast.ProofStates())}
	v.Filter = filterView{Action: path, Label: "Changes", Chosen: chosen(path, q, map[string]string{"quarter": quarterWord(q.Get("quarter")), "team": "Team: " + textOfChoice(teamChoices(teams), q.Get("team")),
		"change": hindcast.Capital(words(q.Get("change"))), "proof": proofWord(hindcast.ProofState(q.Get("proof"))), "incident": "Incident: " + q.Get("incident")})}
	return v
}

// quarterWord writes 2026Q1 as people do.
func quarterWord(name string) string { return strings.Replace(name, "Q", " Q", 1) }

func countsOf(c insights.ChangeCounts) []factView {
	n := func(n int) string { return hindcast.FormatCount(float64(n)) }
	return []factView{{"Changes", n(c.All)}, {"Verified", n(c.Verified)}, {"Proofs hold", n(c.Holding)}, {"Broken", n(c.Broken)}, {"Without a proof", n(c.Unproven)}}
}

func quartersOf(list []insights.Change, zone *time.Location, now time.Time) (quarters []quarterView) {
	for _, c := range list {
		name := quarterWord(insights.QuarterOf(c.Changed, zone))
		if n := len(quarters); n == 0 || quarters[n-1].Name != name {
			quarters = append(quarters, quarterView{Name: name})
		}
		last := &quarters[len(quarters)-1]
		last.Rows = append(last.Rows, newChangeRow(c, now))
	}
	return quarters
}

func newChangeRow(c insights.Change, now time.Time) changeRow {
	a := c.Action
	v := changeRow{Key: c.Incident.Key, Incident: titleText(c.Incident.Title, "Untitled incident"), Review: "/incidents/" + c.Incident.Key + "/review", Title: titleText(a.Title, "Untitled action"),
		Href: actionHref(a.ID), Owner: personName(a.Owner), Kind: hindcast.Capital(words(a.Change)), At: dayOf(c.Changed, now, ""), State: a.State, Proof: c.Proof, Story: storyOf(c, now), Helped: incidentLinks(c.Helped)}
	if c.Finding != nil {
		v.Lesson = markup.InlineText(c.Finding.Text)
	}
	if c.Effect != nil {
		v.Effect, v.EffectNote = effectWord(c.Effect.Effect), "after "+counted(c.Effect.Day, "day", "days")+", "+dayOf(c.Effect.At, now, "").Text
	}
	for _, r := range c.Revisions {
		v.Differences = append(v.Differences, difference{Title: r.Title + ", revision " + strconv.Itoa(r.Revision.Number), Href: "/library/" + string(r.Document), Diff: newDiff(r.Before, r.Revision.Body, false)})
	}
	for _, each := range c.Contents {
		if each.Proof.Kind == hindcast.ProofDocument && len(c.Revisions) > 0 {
			continue // its revision stands above
		}
		v.Differences = append(v.Differences, difference{Title: each.Proof.Subject, Href: v.Href + "#" + string(each.Proof.ID), Diff: newDiff(each.Before.Body, each.After.Body, false)})
	}
	return v
}

// storyOf tells what became of a change, in the order it happened.
func storyOf(c insights.Change, now time.Time) string {
	story := []string{"said to be done " + dayOf(c.Changed, now, "").Text}
	if !c.Verified.IsZero() {
		story = []string{"verified " + monthOf(c.Verified, now)}
	}
	switch {
	case !c.Broken.IsZero():
		story = append(story, "broken "+monthOf(c.Broken, now))
	case !c.Holds.IsZero():
		story = append(story, "holds since "+dayOf(c.Holds, now, "").Text)
	}
	if c.Action.State == hindcast.ActionOpen || c.Action.State == hindcast.ActionInProgress {
		story = append(story, "reopened")
	}
	return hindcast.Capital(strings.Join(story, ", "))
}

// monthOf says in which month something was: "in May", "in May 2025".
func monthOf(at, now time.Time) string {
	if at.UTC().Year() != now.UTC().Year() {
		return "in " + at.UTC().Format("January 2006")
	}
	return "in " + at.UTC().Format("January")
}

// exportChanges sends the selection as CSV.
func (p *Pages) exportChanges(w http.ResponseWriter, r *http.Request, by hindcast.Actor) error {
	list, page := []insights.Change{}, actions.Page{Limit: 500}
	for {
		some, next, err := p.Insights.Changes(r.Context(), by, changeFilter(r.URL.Query()), page)
		if err != nil {
			return err
		}
		if list, page.After = append(list, some...), next; next == "" {
			break
		}
	}
	w.Header().Set("Content-Type", "text/csv; charset=utf-8")
	w.Header().Set("Content-Disposition", `attachment; filename="hindcast-changes.csv"`)
	out := csv.NewWriter(w)
	rows := [][]string{{"changed", "incident", "lesson", "action", "kind", "owner", "state", "verified", "proof", "holds since", "broken since", "effect", "would have helped in"}}
	for _, c := range list {
		row := newChangeRow(c, p.options.Now())
		var helped []string
		for _, l := range row.Helped {
			helped = append(helped, l.Text)
		}
		rows = append(rows, []string{stamp(c.Changed), row.Key, row.Lesson, row.Title, string(c.Action.Change), row.Owner, string(row.State), stamp(c.Verified), string(row.Proof),
			stamp(c.Holds), stamp(c.Broken), row.Effect, strings.Join(helped, " ")})
	}
	for _, row := range rows {
		for i := range row {
			row[i] = inert(row[i])
		}
		if err := out.Write(row); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}

// stamp writes a time for machines, nothing where it is not known.
func stamp(at time.Time) string {
	if at.IsZero() {
		return ""
	}
	return at.UTC().Format(time.RFC3339)
}

// packView is an evidence pack on paper.
type packView struct {
	Head    headView
	JSON    string
	PDF     string // PDF leads to the same on paper; empty where none is made.
	SHA256  string // SHA256 is of all parts.
	Rows    []packRow
	Undone  []actionRow
	Parts   []insights.Part
	Ledger  string
	Cut     bool
	Of      bool // Of says that it is about one incident.
	Written string
}

// packRow is a change with its place in the ledger.
type packRow struct {
	changeRow
	Marks  []factView
	Proofs []proofDetail // Proofs have all results that the pack holds.
}

// pack gathers the evidence of a selection, as a page to print or as JSON.
func (p *Pages) pack(w http.ResponseWriter, r *http.Request, by hindcast.Actor) error {
	q := r.URL.Query()
	pack, err := p.Insights.Pack(r.Context(), by, changeFilter(q))
	if err != nil {
		return err
	}
	if q.Get("format") == "json" {
		return writePack(w, pack)
	}
	today, err := p.Actions.Today(r.Context())
	if err != nil {
		return err
	}
	v := newPackView(pack, today, p.options.Now())
	v.JSON = addressWith("/changes/pack", q, "format", "json")
	if p.options.Prints {
		v.PDF = addressWith("/changes/pack.pdf", q, "format", "")
	}
	return p.render(w, r, by, Shell{Title: v.Head.Title, Section: ChangesSection}, packPage(v))
}

func newPackView(pack insights.Pack, today hindcast.Date, now time.Time) packView {
	title := "Which changes were implemented?"
	if pack.Asked.Incident != "" {
		title = "Which changes were implemented after " + pack.Asked.Incident + "?"
	}
	v := packView{Head: headView{Trail: []pageLink{{"Changes", "/changes"}}, Title: title, Lead: packAnswer(pack)}, Parts: pack.Parts, SHA256: pack.SHA256, Undone: actionRows(pack.Undone, today), Ledger: pack.Head.String(), Cut: pack.Cut, Of: pack.Asked.Incident != "",
		Written: pack.Made.Format("2 January 2006, 15:04 UTC") + ", by " + firstOf(personName(pack.By), "a service token")}
	for _, c := range pack.Changes {
		row := packRow{changeRow: newChangeRow(c, now)}
		for _, m := range c.Marks {
			row.Marks = append(row.Marks, factView{strings.ReplaceAll(strings.TrimPrefix(m.Verb, "action."), "_", " "), m.At.UTC().Format("2 Jan 2006 15:04") + ", entry " + strconv.FormatInt(m.Number, 10) + " " + m.Hash[:min(12, len(m.Hash))]})
		}
		for _, one := range c.Action.Proofs {
			h := pack.Histories[one.ID]
			one.Results = nil
			for _, each := range h.Results {
				one.Results = append(one.Results, each.Result)
			}
			d := newProofDetail(one, now)
			d.Results, d.Earlier = append(d.Results, d.Earlier...), nil
			if left := h.All - len(h.Results); left > 0 {
				d.Note = counted(left, "earlier check is", "earlier checks are") + " not in this pack; they are kept."
			}
			row.Proofs = append(row.Proofs, d)
		}
		v.Rows = append(v.Rows, row)
	}
	return v
}

// packAnswer says in a sentence what the pack holds.
func packAnswer(pack insights.Pack) string {
	verified, broken := 0, 0
	for _, c := range pack.Changes {
		if c.Action.State == hindcast.ActionVerified {
			verified++
		}
		if c.Proof == hindcast.ProofsBroken {
			broken++
		}
	}
	text := counted(len(pack.Changes), "change", "changes") + ": " + hindcast.FormatCount(float64(verified)) + " verified by somebody other than the owner, " + hindcast.FormatCount(float64(broken)) + " found broken since."
	if len(pack.Undone) > 0 {
		text += " " + counted(len(pack.Undone), "action is", "actions are") + " not implemented."
	}
	return text
}

// jsonPack is a pack for machines. The hash of a part is of its content with keys
// in order and without blanks, as jq -cjS writes it; SHA256 is that of all parts.
type jsonPack struct {
	Format string     `json:"format"`
	Asked  url.Values `json:"asked"`
	Made   time.Time  `json:"made"`
	By     string     `json:"by"`
	Ledger string     `json:"ledger"`
	Cut    bool       `json:"cut"`
	SHA256 string     `json:"sha256"`
	Parts  []jsonPart `json:"parts"`
}

type jsonPart struct {
	Name    string          `json:"name"`
	SHA256  string          `json:"sha256"`
	Content json.RawMessage `json:"content"`
}

func writePack(w http.ResponseWriter, pack insights.Pack) error {
	asked := url.Values{}
	for name, value := range map[string]string{"incident": pack.Asked.Incident, "quarter": pack.Asked.Quarter, "team": string(pack.Asked.Team), "change": string(pack.Asked.Kind), "proof": string(pack.Asked.Proof)} {
		if value != "" {
			asked.Set(name, value)
		}
	}
	form := jsonPack{Format: "hindcast evidence pack 1", Asked: asked, Made: pack.Made, By: pack.By.Name, Ledger: pack.Head.String(), Cut: pack.Cut, SHA256: pack.SHA256, Parts: []jsonPart{}}
	for _, part := range pack.Parts {
		form.Parts = append(form.Parts, jsonPart(part))
	}
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Content-Disposition", `attachment; filename="hindcast-evidence.json"`)
	to := json.NewEncoder(w)
	to.SetEscapeHTML(false)
	return to.Encode(form)
}
