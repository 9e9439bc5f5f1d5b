package web

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/hindcast/hindcast/internal/accounts"
	"github.com/hindcast/hindcast/internal/actions"
	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/markup"
)

// actions lists actions across incidents, as a table or as a board.
func (p *Pages) actions(w http.ResponseWriter, r *http.Request, by hindcast.Actor) error {
	q := r.URL.Query()
	today, err := p.Actions.Today(r.Context())
	if err != nil {
		return err
	}
	owners, err := p.Actions.Owners(r.Context(), by)
	if err != nil {
		return err
	}
	teams, err := p.Accounts.Teams(r.Context(), by)
	if err != nil {
		return err
	}
	v, f := newActionsView(q, owners, teams), actionFilter(q, by, today)
	v.Add = by.Might(hindcast.MayContribute) == nil
	if v.Board {
		columns, err := p.Actions.Board(r.Context(), by, f)
		if err != nil {
			return err
		}
		v.columns(columns, today)
		if err := p.offerSteps(r, by, &v, columns); err != nil {
			return err
		}
	} else {
		rows, next, err := p.Actions.List(r.Context(), by, f, actions.Sort(q.Get("sort")), actions.Page{After: q.Get("after")})
		if err != nil {
			return err
		}
		v.Rows, v.Pager = actionRows(rows, today), pagerOf("/actions", q, next)
	}
	return p.render(w, r, by, Shell{Title: "Actions", Section: ActionsSection, Live: Everything}, actionsPage(v))
}

// actionFilter reads the address of the list. Without a state it asks for what is
// open: still to be done, or to be verified.
func actionFilter(q url.Values, by hindcast.Actor, today hindcast.Date) actions.Filter {
	f := actions.Filter{Text: q.Get("q"), States: []hindcast.ActionState{hindcast.ActionOpen, hindcast.ActionInProgress, hindcast.ActionDone}}
	switch state := q.Get("state"); state {
	case "":
	case "all":
		f.States = nil
	default:
		f.States = []hindcast.ActionState{hindcast.ActionState(state)}
	}
	switch owner := q.Get("owner"); owner {
	case "":
	case "me":
		f.Owner = by.Person()
	case "nobody":
		f.Unowned = true
	default:
		f.Owner = hindcast.Person{Name: owner}
	}
	f.Team = hindcast.TeamID(q.Get("team"))
	switch q.Get("due") {
	case "overdue":
		f.Overdue = today
	case "week":
		f.DueFrom, f.DueTo = today, today.AddDays(7)
	case "month":
		f.DueFrom, f.DueTo = today, today.AddDays(30)
	case "none":
		f.Undated = true
	}
	f.Changes = oneOr(hindcast.ChangeKind(q.Get("change")))
	f.Intents = oneOr(hindcast.Intent(q.Get("intent")))
	f.Hierarchy = oneOr(hindcast.Hierarchy(q.Get("level")))
	f.Proofs = oneOr(hindcast.ProofState(q.Get("proof")))
	return f
}

func oneOr[T ~string](value T) []T {
	if value == "" {
		return nil
	}
	return []T{value}
}

// actionsView is the list of actions.
type actionsView struct {
	Tabs    []tabView
	Filter  filterView
	Rare    []fieldView // Rare are the filters that are seldom needed.
	Kept    []factView
	Views   []tabView // Views are table and board.
	Board   bool
	Rows    []actionRow
	Columns []actionColumn
	Pager   pagerView
	Some    bool   // Some says that the address narrows the list.
	Add     bool   // Add says that the reader may add one.
	Back    string // Back is the address of the board, which steps lead back to.
}

// actionColumn is a column of the board.
type actionColumn struct {
	State hindcast.ActionState
	Word  string
	Rows  []actionRow
	More  string // More leads to the rest of the column.
}

// actionRow is one action.
type actionRow struct {
	Href     string
	Title    string
	Key      string
	Incident string
	Link     string // Link leads to the incident.
	Owner    string
	Due      dueView
	State    hindcast.ActionState
	Change   string
	Intent   string
	Level    string
	Proof    hindcast.ProofState
	Steps    []stepView // Steps are offered on the board.
	Version  string
}

// dueView is a deadline.
type dueView struct {
	Text    string
	Late    bool
	Overdue string // Overdue is how long it has been: "12 days overdue".
	First   string // First is the first deadline where it was moved.
}

func newActionsView(q url.Values, owners []string, teams []accounts.ListedTeam) actionsView {
	const path = "/actions"
	v := actionsView{Board: q.Get("view") == "board", Some: addressWith(path, q, "view", "") != path}
	tab := func(text, name, value string) {
		t := tabView{Text: text, Href: path}
		if name != "" {
			t.Href += "?" + url.Values{name: {value}}.Encode()
		}
		if v.Board {
			t.Href = addressWith(path, valuesOf(t.Href), "view", "board")
		}
		t.Current = q.Get("state") == valueIf(name == "state", value) && q.Get("owner") == valueIf(name == "owner", value) && q.Get("due") == valueIf(name == "due", value)
		v.Tabs = append(v.Tabs, t)
	}
	tab("Open", "", "")
	tab("Mine", "owner", "me")
	tab("Overdue", "due", "overdue")
	tab("To verify", "state", "done")
	tab("Verified", "state", "verified")
	tab("Dropped", "state", "dropped")
	tab("All", "state", "all")
	v.Filter = filterView{Action: path, Label: "Actions", Text: q.Get("q"), Placeholder: "Words of a title or an owner",
		Selects: []fieldView{
			{Name: "owner", Label: "Owner", Value: q.Get("owner"), Choices: ownerChoices(owners)},
			{Name: "due", Label: "Due", Value: q.Get("due"), Choices: dueChoices()},
			selection("change", "Kind of change", q, hindcast.ChangeKinds()),
			selection("proof", "Proof", q, hindcast.ProofStates()),
		}}
	v.Rare = []fieldView{{Name: "sort", Label: "Order", Value: q.Get("sort"), Choices: []choiceView{{"", "By deadline"}, {"owner", "By owner"}, {"newest", "Newest first"}}}, {Name: "team", Label: "Team", Value: q.Get("team"), Choices: teamChoices(teams)}, selection("level", "Strength", q, hindcast.Hierarchies()), selection("intent", "Intent", q, hindcast.Intents())}
	v.Kept = keptBy(q, "state", "view")
	v.Filter.Chosen = chosen(path, q, map[string]string{"q": "“" + q.Get("q") + "”", "owner": ownerWord(q.Get("owner")),
		"due": "Due: " + textOfChoice(dueChoices(), q.Get("due")), "team": "Team: " + textOfChoice(teamChoices(teams), q.Get("team")), "change": hindcast.Capital(words(q.Get("change"))),
		"level": hindcast.Capital(q.Get("level")), "intent": hindcast.Capital(q.Get("intent")), "proof": proofWord(hindcast.ProofState(q.Get("proof")))})
	v.Views = []tabView{{Text: "Table", Href: addressWith(path, q, "view", ""), Current: !v.Board}, {Text: "Board", Href: addressWith(path, q, "view", "board"), Current: v.Board}}
	return v
}

// dueChoices are the deadlines to choose from.
func dueChoices() []choiceView {
	return []choiceView{{"", "Any deadline"}, {"overdue", "Overdue"}, {"week", "Within 7 days"}, {"month", "Within 30 days"}, {"none", "No deadline"}}
}

func teamChoices(teams []accounts.ListedTeam) []choiceView {
	list := []choiceView{{"", "Any team"}}
	for _, t := range teams {
		list = append(list, choiceView{string(t.Value.ID), t.Value.Name})
	}
	return list
}

// textOfChoice is how a choice reads.
func textOfChoice(choices []choiceView, value string) string {
	for _, c := range choices {
		if c.Value == value {
			return c.Text
		}
	}
	return value
}

// offerSteps adds what the reader may do to the cards of a board.
func (p *Pages) offerSteps(r *http.Request, by hindcast.Actor, v *actionsView, board []actions.Column) error {
	if by.Might(hindcast.MayOwnActions) != nil {
		return nil
	}
	v.Back = r.URL.RequestURI()
	for n, c := range board {
		offered, err := p.Actions.Offered(r.Context(), by, c.Rows)
		if err != nil {
			return err
		}
		for i, row := range c.Rows {
			card := &v.Columns[n].Rows[i]
			for _, s := range offered[row.Action.ID] {
				card.Steps = append(card.Steps, stepView{To: s.To, Text: stepWord(s.Verb), NeedsReason: s.NeedsReason, Ask: "Why"})
			}
		}
	}
	return nil
}

func valueIf(yes bool, value string) string {
	if yes {
		return value
	}
	return ""
}

// valuesOf are the parameters of an address of ours.
func valuesOf(address string) url.Values {
	u, err := url.Parse(address)
	if err != nil {
		return nil
	}
	return u.Query()
}

func ownerChoices(owners []string) []choiceView {
	list := []choiceView{{"", "Any owner"}, {"me", "Mine"}, {"nobody", "Nobody"}}
	for _, o := range owners {
		list = append(list, choiceView{o, o})
	}
	return list
}

func ownerWord(owner string) string {
	switch owner {
	case "me":
		return "Mine"
	case "nobody":
		return "Nobody owns it"
	}
	return "Owner: " + owner
}

// selection is a choice among words of the domain.
func selection[T ~string](name, label string, q url.Values, values []T) fieldView {
	f := fieldView{Name: name, Label: label, Value: q.Get(name), Choices: []choiceView{{"", "Any " + strings.ToLower(label)}}}
	for _, value := range values {
		f.Choices = append(f.Choices, choiceView{string(value), hindcast.Capital(words(value))})
	}
	return f
}

func actionRows(rows []actions.Row, today hindcast.Date) []actionRow {
	var list []actionRow
	for _, r := range rows {
		a := r.Action
		list = append(list, actionRow{Href: "/actions/" + string(a.ID), Version: strconv.FormatInt(a.Version, 10), Title: titleText(a.Title, "Untitled action"), Key: r.Incident.Key, Incident: markup.InlineText(r.Incident.Title),
			Link: "/incidents/" + r.Incident.Key, Owner: personName(a.Owner), Due: dueOf(a, today), State: a.State,
			Change: hindcast.Capital(words(a.Change)), Intent: words(a.Intent), Level: string(a.Hierarchy), Proof: r.Proof})
	}
	return list
}

func (v *actionsView) columns(board []actions.Column, today hindcast.Date) {
	for _, c := range board {
		column := actionColumn{State: c.State, Word: hindcast.Capital(words(c.State)), Rows: actionRows(c.Rows, today)}
		if c.More {
			column.More = addressWith("/actions", valuesOf(v.Views[0].Href), "state", string(c.State))
		}
		v.Columns = append(v.Columns, column)
	}
}

// dueOf words a deadline as of a day.
func dueOf(a hindcast.Action, today hindcast.Date) dueView {
	if a.Due.IsZero() {
		return dueView{Text: a.DueText}
	}
	v := dueView{Text: dateText(a.Due, today), Late: a.Overdue(today)}
	if v.Late {
		v.Overdue = counted(daysBetween(a.Due, today), "day", "days") + " overdue"
	}
	if !a.FirstDue.IsZero() && a.FirstDue != a.Due {
		v.First = dateText(a.FirstDue, today)
	}
	return v
}

// daysBetween counts the days from one to a later one.
func daysBetween(from, to hindcast.Date) int {
	return int(to.In(time.UTC).Sub(from.In(time.UTC)) / (24 * time.Hour))
}

// dateText writes a day, with its year where that is not this one.
func dateText(d, today hindcast.Date) string {
	if d.IsZero() {
		return ""
	}
	if d.Year != today.Year {
		return d.In(time.UTC).Format("2 Jan 2006")
	}
	return d.In(time.UTC).Format("2 Jan")
}

// proofWord says how the proofs of an action stand together.
func proofWord(s hindcast.ProofState) string {
	switch s {
	case hindcast.ProofsHold:
		return "Holds"
	case hindcast.ProofsBroken:
		return "Broken"
	case hindcast.ProofsStale:
		return "Could not be checked lately"
	case hindcast.ProofsUnknown:
		return "Not checked yet"
	}
	return "No proof"
}
