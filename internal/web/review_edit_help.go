package web

import (
	"context"
	"net/http"
	"slices"
	"strings"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/library"
	"github.com/hindcast/hindcast/internal/markup"
	"github.com/hindcast/hindcast/internal/reviews"
)

// previewAnswer is a section as the review page would show it, and what could be
// said otherwise.
type previewAnswer struct {
	HTML  string     `json:"html"`
	Hints []hintSaid `json:"hints"`
}

// hintSaid is a hint on the characters from, to as browsers count.
type hintSaid struct {
	From int    `json:"from"`
	To   int    `json:"to"`
	Text string `json:"text"`
}

// previewSection renders what an editor holds. Nothing is kept.
func (p *Pages) previewSection(w http.ResponseWriter, r *http.Request, by hindcast.Actor) error {
	var in struct {
		Text string `json:"text"`
	}
	if err := asked(r, &in); err != nil {
		return err
	}
	record, err := p.Incidents.Record(r.Context(), by, r.PathValue("key"))
	if err != nil {
		return err
	}
	mentions, err := p.mentions(r.Context(), by, record, in.Text)
	if err != nil {
		return err
	}
	hints := []hintSaid{}
	for _, h := range reviews.Hints(in.Text) {
		hints = append(hints, hintSaid{h.From, h.To, strings.TrimSpace(sentenceOf(h.Message) + " " + h.Ask)})
	}
	return answer(w, http.StatusOK, previewAnswer{
		HTML:  markup.HTML(in.Text, markup.Options{TopHeading: 3, IDPrefix: "preview-", Mentions: mentions}),
		Hints: hints,
	})
}

// completion is something that can be mentioned.
type completion struct {
	Label  string `json:"label"`
	Detail string `json:"detail,omitempty"`
}

// mostCompletions is how many are offered at once.
const mostCompletions = 12

// completions are what a word that begins with "@" or "#" may become.
func (p *Pages) completions(w http.ResponseWriter, r *http.Request, by hindcast.Actor) error {
	typed := r.URL.Query().Get("q")
	record, err := p.Incidents.Record(r.Context(), by, r.PathValue("key"))
	if err != nil {
		return err
	}
	var list []completion
	if wanted, isTime := strings.CutPrefix(typed, "#"); isTime {
		for _, e := range record.Timeline {
			if !e.At.IsZero() && strings.HasPrefix(e.At.UTC().Format("15:04"), wanted) {
				list = append(list, completion{eventMention(e), e.At.UTC().Format("2 Jan") + " · " + hindcast.Shorten(eventText(e), 60)})
			}
		}
	} else if list, err = p.namesLike(r.Context(), by, record, strings.TrimPrefix(typed, "@")); err != nil {
		return err
	}
	return answer(w, http.StatusOK, append([]completion{}, list[:min(len(list), mostCompletions)]...))
}

// namesLike are people and documents whose names hold what was typed.
func (p *Pages) namesLike(ctx context.Context, by hindcast.Actor, record *hindcast.Record, typed string) ([]completion, error) {
	people, documents, err := p.named(ctx, by, record)
	if err != nil {
		return nil, err
	}
	var list, inside []completion // names that begin so come first
	typed = hindcast.Fold(typed)
	for _, who := range people {
		switch at := strings.Index(hindcast.Fold(who.Name), typed); {
		case at == 0:
			list = append(list, completion{"@" + who.Name, "person"})
		case at > 0:
			inside = append(inside, completion{"@" + who.Name, "person"})
		}
	}
	list = append(list, inside...)
	list = list[:min(len(list), mostCompletions*2/3)]
	for _, d := range documents {
		if strings.Contains(hindcast.Fold(d.Title), typed) {
			list = append(list, completion{"@" + line(d.Title), words(d.Kind)})
		}
	}
	return list, nil
}

// eventMention is how an event is mentioned: by its time of day in UTC.
func eventMention(e hindcast.TimelineEvent) string { return "#" + e.At.UTC().Format("15:04") }

// mentions are what texts about an incident may mention, as far as the reader may
// see it: its events, people, and the documents of the library.
func (p *Pages) mentions(ctx context.Context, by hindcast.Actor, record *hindcast.Record, texts ...string) ([]markup.Mention, error) {
	text := strings.Join(texts, "\n")
	var list []markup.Mention
	if strings.Contains(text, "#") {
		for _, e := range record.Timeline { // of several in one minute the first is meant
			if !e.At.IsZero() && strings.Contains(text, eventMention(e)) {
				list = append(list, markup.Mention{Text: eventMention(e), Href: incidentAddress(record.Incident) + "#" + string(e.ID)})
			}
		}
	}
	if !strings.Contains(text, "@") {
		return list, nil
	}
	people, documents, err := p.named(ctx, by, record)
	for _, who := range people {
		list = append(list, markup.Mention{Text: "@" + who.Name, Href: addressWith("/actions", nil, "owner", who.Name)})
	}
	for _, d := range documents {
		list = append(list, markup.Mention{Text: "@" + line(d.Title), Href: "/library/" + string(d.ID)})
	}
	return list, err
}

// named is who and what can be mentioned by name: the people of the record,
// colleagues, and documents. Guests know neither colleagues nor the library.
func (p *Pages) named(ctx context.Context, by hindcast.Actor, record *hindcast.Record) (people []hindcast.Person, documents []hindcast.Document, err error) {
	meet := func(list ...hindcast.Person) {
		for _, who := range list {
			if who.Name != "" && !slices.ContainsFunc(people, func(known hindcast.Person) bool { return known.Name == who.Name }) {
				people = append(people, who)
			}
		}
	}
	for _, participant := range record.Participants {
		meet(participant.Person)
	}
	meet(record.Review.Facilitator)
	meet(record.Review.Invited...)
	meet(record.Review.Attendees...)
	if by.Role == hindcast.Guest {
		return people, nil, nil
	}
	colleagues, err := p.Accounts.Colleagues(ctx, by)
	if err != nil {
		return people, nil, err
	}
	meet(colleagues...)
	const most = 500
	listing, err := p.Library.List(ctx, by, library.Filter{}, library.Page{Limit: most})
	for _, row := range listing.Rows {
		documents = append(documents, row.Document)
	}
	return people, documents, err
}

// prose gives a review's page its sections with what they mention, and the way to
// where they are written.
func (p *Pages) prose(ctx context.Context, by hindcast.Actor, record *hindcast.Record, page *reviewView) error {
	review := record.Review
	closed := review.State == hindcast.ReviewSignedOff || review.State == hindcast.ReviewWaived
	if page.Held && !closed && by.May(hindcast.MayContribute, hindcast.Subject{Review: review.ID}) == nil {
		page.Write = page.Incident + "/review/edit"
	}
	mentions, err := p.mentions(ctx, by, record, review.Summary, review.PrimaryCause, review.MeetingNotes)
	if err != nil || len(mentions) == 0 {
		return err
	}
	page.Summary = markup.HTML(review.Summary, markup.Options{TopHeading: 3, IDPrefix: "summary-", Mentions: mentions})
	page.Cause = markup.HTML(review.PrimaryCause, markup.Options{TopHeading: 4, IDPrefix: "cause-", Mentions: mentions})
	page.Notes = markup.HTML(review.MeetingNotes, markup.Options{TopHeading: 3, IDPrefix: "notes-", Mentions: mentions})
	return nil
}
