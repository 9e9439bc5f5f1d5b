package report

import (
	"strings"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/markup"
)

// recordView is one incident with its review.
type recordView struct {
	Anchor     string
	Title      string
	Lead       []string // Lead says what it is: "Security incident", "near miss", "INC-42".
	Marking    hindcast.TLP
	When       string // When is the day it began, or the first day recorded.
	Lasted     string
	Severity   *SeverityView
	Facts      []Fact
	Milestones []MilestoneView
	Tally      []TallyView
	Answers    []AnswerView
	Picture    string // Picture is safe HTML, empty without anything to draw.
	Summary    string // Summary and all other prose is safe HTML.
	Ask        []AskView
	Timeline   TimelineView
	Impact     []ImpactView
	People     []PersonRow
	Cause      string
	Factors    []FactorView
	Whys       []WhyView
	Findings   []FindingGroup
	Actions    []ActionRow
	Evidence   []EvidenceRow
	Meeting    []Fact
	Notes      string // Notes are those of the meeting.
	Sections   []SectionView
	Stated     []StatedRow
	Unread     []UnreadLine
	Source     string
}

// Fact is a name with its value.
type Fact struct{ Name, Value string }

// SectionView is prose of the source under its heading.
type SectionView struct{ Heading, Text string }

func newRecord(anchor string, e Entry) recordView {
	r := e.Record
	cite := numberedCiter(anchor, r)
	v := recordView{
		Anchor:   anchor,
		Title:    titleOf(r),
		Lead:     leadOf(r),
		Marking:  r.Incident.TLP,
		Severity: SeverityOf(declared(r)),
		When:     dayOf(r),
		Lasted:   Lasted(r),
		Facts:    factsOf(r),
		Answers:  AnswersOf(e.Answers, cite),
		Picture:  picture(anchor, e, cite),
		Summary:  prose(r.Review.Summary, 3, anchor+"-summary-"),
		Timeline: TimelineOf(r, cite, nil, e.Options.RuleMeaning),
		Impact:   ImpactOf(r, cite),
		People:   PeopleOf(r, cite),
		Cause:    prose(r.Review.PrimaryCause, 4, anchor+"-cause-"),
		Factors:  FactorsOf(r),
		Whys:     WhysOf(r),
		Findings: FindingsOf(r, cite),
		Actions:  actionRows(r, e.Options.Today),
		Evidence: EvidenceOf(r, cite),
		Meeting:  meetingFacts(r),
		Notes:    prose(r.Review.MeetingNotes, 3, anchor+"-meeting-"),
		Stated:   statedRows(r),
		Unread:   e.Options.Unread,
		Source:   r.Source,
	}
	v.Milestones = MilestonesOf(r, cite, v.Timeline.Notes)
	v.Tally = TallyOf(v.Answers)
	v.Sections = sectionViews(r, anchor)
	v.Ask = asks(e.Answers, v)
	return v
}

func titleOf(r *hindcast.Record) string {
	if title := markup.InlineText(r.Incident.Title); title != "" {
		return title
	}
	return "Untitled incident"
}

func leadOf(r *hindcast.Record) []string {
	i := r.Incident
	kinds := map[hindcast.IncidentKind]string{hindcast.Operational: "Operational incident",
		hindcast.SecurityIncident: "Security incident", hindcast.ExerciseIncident: "Exercise"}
	lead := []string{kinds[i.Kind]}
	if lead[0] == "" {
		lead[0] = "Incident"
	}
	if i.NearMiss {
		lead = append(lead, "near miss")
	}
	state := words(r.Review.State)
	if r.Review.State == hindcast.ReviewDrafting {
		state = "" // the head of the page says that this is a draft
	}
	for _, word := range []string{i.Type, i.Key, words(i.State), state} {
		if word != "" {
			lead = append(lead, word)
		}
	}
	return lead
}

// words writes an identifier as people read it: "access control".
func words[T ~string](id T) string { return strings.ReplaceAll(string(id), "_", " ") }

// prose renders Markdown whose headings begin at a level.
func prose(md string, top int, idPrefix string) string {
	return markup.HTML(md, markup.Options{TopHeading: top, IDPrefix: idPrefix})
}

func names(people []hindcast.Person) string {
	list := make([]string, 0, len(people))
	for _, p := range people {
		list = append(list, nameOf(p))
	}
	return strings.Join(list, ", ")
}

func nameOf(p hindcast.Person) string {
	if p.Name == "" {
		return string(p.User)
	}
	return p.Name
}

func meetingFacts(r *hindcast.Record) []Fact {
	var list []Fact
	add := func(name, value string) {
		if value != "" {
			list = append(list, Fact{name, value})
		}
	}
	add("Facilitator", nameOf(r.Review.Facilitator))
	if !r.Review.MeetingAt.IsZero() {
		add("Meeting", hindcast.FormatInstant(r.Review.MeetingAt, hindcast.PrecisionMinute)+" UTC")
	}
	add("Authors", names(r.Review.Authors))
	add("Attendees", names(r.Review.Attendees))
	return list
}

func sectionViews(r *hindcast.Record, anchor string) []SectionView {
	var list []SectionView
	for _, s := range r.Sections {
		text := prose(s.Text, 4, anchor+"-s"+decimal(s.Line)+"-"+decimal(len(list))+"-")
		heading := markup.InlineText(s.Heading)
		if text == "" && heading == "" {
			continue
		}
		list = append(list, SectionView{Heading: heading, Text: text})
	}
	return list
}
