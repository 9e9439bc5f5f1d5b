package activity

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/store"
)

// oldNews is for how long what happened is still worth a letter; longer than a
// week, for those who read one letter a week.
const oldNews = 10 * 24 * time.Hour

// newsVerbs are the verbs of the ledger that somebody has a letter about. They
// concern whom the bell shows them to; see concerns.
func newsVerbs() []string {
	return []string{"action.reopened", "effect.due", "glass.broken", "webhook.paused", "webhook.ended"}
}

func newsKind(verb string) hindcast.ReminderKind {
	switch verb {
	case "action.reopened":
		return hindcast.RemindReopened
	case "effect.due":
		return hindcast.RemindEffect
	case "glass.broken":
		return hindcast.RemindGlass
	}
	return hindcast.RemindWebhook
}

// news lists what of the latest concerns somebody who did not do it, as far as
// they may see it now. On most days there is nothing, which costs no query.
func (s *Reminders) news(ctx context.Context, by hindcast.Actor, latest []store.Happened) (list []item, err error) {
	first := int64(0)
	for _, h := range latest {
		if newsKind(h.Verb) != hindcast.RemindWebhook {
			first = cmp.Or(first, h.Number)
			continue
		}
		w, err := s.store.Webhooks().Get(ctx, by, h.Subject.ID)
		if err == nil && w.Value.Owner.Same(by.Person()) {
			list = append(list, s.newsItem(h))
		}
		if err != nil && hindcast.CodeOf(err) != hindcast.NotFound {
			return nil, err
		}
	}
	if first == 0 {
		return list, nil
	}
	rows, err := s.store.Notices(ctx, by, newsVerbs(), first-1, 0, noticed)
	slices.Reverse(rows)
	for _, r := range rows {
		if concerns(happeningOf(r), by.Person()) != "" {
			list = append(list, s.newsItem(store.Happened{Number: r.Number, At: r.At, Verb: r.Verb, Subject: r.Subject}))
		}
	}
	return list, err
}

func (s *Reminders) newsItem(h store.Happened) item {
	return item{Kind: newsKind(h.Verb), ID: h.Subject.ID, Due: hindcast.DateOf(h.At), Step: fmt.Sprintf("#%d", h.Number)}
}

func (s *Reminders) ofReopened(ctx context.Context, by hindcast.Actor, i item) (p paragraph, err error) {
	a, err := s.store.Actions().Get(ctx, by, i.ID)
	if err != nil || a.Value.State != hindcast.ActionOpen && a.Value.State != hindcast.ActionInProgress {
		return p, err
	}
	what, from, err := s.named(ctx, by, a.Incident, "An action", "“"+a.Value.Title+"”")
	if err != nil {
		return p, err
	}
	p = paragraph{Subject: "Open again: " + hindcast.Shorten(what, hindcast.SubjectRoom), Text: fmt.Sprintf("%s was thought to be in place, and is open again. It came from %s.", what, from),
		Do: "See why, and what it takes to put it back", Link: s.Base + "/actions/" + i.ID, Why: "You run the review it came from."}
	if by.Person().Same(a.Value.Owner) {
		p.Why = "You own it."
	}
	broken, seen, err := s.brokenProof(ctx, by, a)
	if broken != "" && what != "An action" {
		p.Text += fmt.Sprintf("\n\nWhat was looked at: %s\nWhat was found: %s", broken, seen)
	}
	return p, err
}

// brokenProof is what was last found not to be in place of an action, and how.
func (s *Reminders) brokenProof(ctx context.Context, by hindcast.Actor, a store.Kept[hindcast.Action]) (subject, seen string, err error) {
	proofs, err := s.store.Proofs().Of(ctx, by, a.Incident)
	if err != nil {
		return "", "", err
	}
	checks, err := s.store.ProofChecks().Of(ctx, by, a.Incident)
	for _, c := range checks { // the oldest first
		for _, p := range proofs {
			if c.Value.Proof == p.Value.Proof.ID && p.Value.Action == a.Value.ID && c.Value.Result.Outcome == hindcast.Broken {
				subject, seen = p.Value.Proof.Subject, c.Value.Result.Seen
			}
		}
	}
	return subject, seen, err
}

func (s *Reminders) ofEffect(ctx context.Context, by hindcast.Actor, i item, today hindcast.Date, policy hindcast.Policy) (p paragraph, err error) {
	a, err := s.store.Actions().Get(ctx, by, i.ID)
	if err != nil || a.Value.State != hindcast.ActionVerified {
		return p, err
	}
	ids := []hindcast.ActionID{a.Value.ID}
	judged, err := s.store.EffectsOf(ctx, by, ids)
	if err != nil || !judged[a.Value.ID].At.IsZero() && hindcast.DateOf(judged[a.Value.ID].At).Compare(i.Due) >= 0 {
		return p, err
	}
	marks, err := s.store.ActionMarks(ctx, by, ids)
	if err != nil {
		return p, err
	}
	since := "a while ago"
	for _, m := range marks[a.Value.ID] {
		if m.Verb == "action.verified" {
			since = fmt.Sprintf("%d days ago", daysBetween(hindcast.DateOf(m.At.In(zoneOf(policy))), today))
		}
	}
	what, from, err := s.named(ctx, by, a.Incident, "An action", "“"+a.Value.Title+"”")
	return paragraph{Subject: "Did it help? " + hindcast.Shorten(what, hindcast.SubjectRoom), Text: fmt.Sprintf("%s was verified %s. It came from %s.", what, since, from),
		Do: "Judge whether it did what it was for", Link: s.Base + "/actions/" + i.ID, Why: "You run the review it came from."}, err
}

func (s *Reminders) ofGlass(ctx context.Context, by hindcast.Actor, i item) (p paragraph, err error) {
	g, err := s.store.Glasses().Get(ctx, by, i.ID)
	if err != nil {
		return p, err
	}
	incident, err := s.store.Incident(ctx, by, string(g.Incident))
	if err != nil {
		return p, err
	}
	who, err := s.store.UserByID(ctx, g.Value.User)
	if hindcast.CodeOf(err) == hindcast.NotFound {
		who.Value.Name, err = "Somebody who is not here any more", nil
	}
	return paragraph{Subject: "Somebody opened the restricted incident " + incident.Key,
		Text: fmt.Sprintf("%s opened the restricted incident %s until %s UTC. They gave this reason:\n\n%s\n\nIt is in the ledger.", who.Value.Name, incident.Key, hindcast.FormatInstant(g.Value.Until, hindcast.PrecisionMinute), g.Value.Reason),
		Do:   "Ask them, if that is not enough", Link: s.Base + "/incidents/" + incident.Key, Why: "You run its review."}, err
}

func (s *Reminders) ofWebhook(ctx context.Context, by hindcast.Actor, i item) (p paragraph, err error) {
	w, err := s.store.Webhooks().Get(ctx, by, i.ID)
	if err != nil || w.Value.State == hindcast.WebhookActive || w.Value.Because == "" {
		return p, err
	}
	return paragraph{Subject: "A webhook of yours was stopped", Text: fmt.Sprintf("Your webhook “%s” is %s: %s.", w.Value.Name, w.Value.State, w.Value.Because),
		Do: "Nothing is delivered until you set it going again", Link: s.Base + "/settings/webhooks", Why: "It is yours."}, nil
}
