package reviews

import (
	"context"
	"slices"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/store"
)

// Answer is what one person answered to one question. Until the answers of a
// review are opened, each is read by nobody but that person.
type Answer = store.Answer

// Given is what people answered, as far as one reader may know it.
type Given struct {
	Opened  bool
	Blind   int            // Blind counts the people whose answers are not opened.
	Answers []Kept[Answer] // Answers are the reader's own until all are opened.
	Agreed  []Agreement    // Agreed has the seven questions once answers are opened; where people differ is the agenda.
}

// Agreement is how far people agree on a question.
type Agreement struct {
	Question hindcast.Question
	Computed hindcast.Verdict
	Verdicts map[hindcast.Verdict]int // Verdicts counts the people's.
	Agreed   bool                     // Agreed says that at least two answered and none differs from another.
}

// Answer keeps what the actor answers to a question. version is that of their
// earlier answer, 0 for their first.
func (s *Service) Answer(ctx context.Context, by hindcast.Actor, key string, q hindcast.Question, verdict hindcast.Verdict, note string, version int64) (kept Kept[Answer], err error) {
	h, err := s.held(ctx, by, key, hindcast.MayContribute)
	if err != nil {
		return kept, err
	}
	if err := errorsOf(by, q, verdict, note); err != nil {
		return kept, err
	}
	err = s.store.Update(ctx, by, func(tx *store.Tx) error {
		if _, err := stillOpen(tx, h.review.Value.ID); err != nil {
			return err
		}
		given, err := tx.Answers().Of(h.incident.ID)
		if err != nil {
			return err
		}
		given = slices.DeleteFunc(given, func(k Kept[Answer]) bool { return k.Value.Review != h.review.Value.ID })
		opened := slices.ContainsFunc(given, func(k Kept[Answer]) bool { return k.Value.Opened })
		a := Answer{Review: h.review.Value.ID, Question: q, Person: by.Person(), Verdict: verdict, Note: note, Opened: opened, Blind: !opened, Salt: tx.Salt()}
		at := slices.IndexFunc(given, func(k Kept[Answer]) bool { return k.Value.Question == q && k.Value.Person.User == by.User })
		if at < 0 {
			return addAnswer(tx, h.incident.ID, &a, version)
		}
		a.ID = given[at].Value.ID
		return tx.Answers().Change("answer.changed", &a, version)
	})
	if err != nil {
		return kept, err
	}
	return s.ownAnswer(ctx, by, h, q)
}

func addAnswer(tx *store.Tx, incident hindcast.IncidentID, a *Answer, version int64) error {
	if version != 0 {
		return &hindcast.Error{Code: hindcast.Stale, Message: "there is no earlier answer of yours to change"}
	}
	a.ID = tx.NewID("ans")
	return tx.Answers().Add("answer.added", incident, a)
}

// errorsOf says what is wrong with an answer.
func errorsOf(by hindcast.Actor, q hindcast.Question, verdict hindcast.Verdict, note string) error {
	var p hindcast.Problems
	if by.User == "" {
		p.Add("person", "an answer is somebody's: sign in as a person")
	}
	if !slices.Contains(hindcast.Questions(), q) {
		p.Add("question", "must be one of the seven")
	}
	if verdict == hindcast.NotComputable || !slices.Contains(hindcast.Verdicts(), verdict) {
		p.Add("verdict", "must be met, partly, missed or not_applicable")
	}
	if len(note) > hindcast.MaxText {
		p.Add("note", "must be shorter")
	}
	return p.Err("the answer")
}

// stillOpen loads a review as an update sees it and refuses one that is not
// worked on any more.
func stillOpen(tx *store.Tx, id hindcast.ReviewID) (Kept[hindcast.Review], error) {
	now, err := tx.Reviews().Get(string(id))
	if err != nil {
		return now, err
	}
	return now, writable(now.Value)
}

func (s *Service) ownAnswer(ctx context.Context, by hindcast.Actor, h held, q hindcast.Question) (Kept[Answer], error) {
	given, err := s.store.Answers().Of(ctx, by, h.incident.ID)
	if err != nil {
		return Kept[Answer]{}, err
	}
	for _, k := range given {
		if k.Value.Review == h.review.Value.ID && k.Value.Question == q && k.Value.Person.User == by.User {
			return k, nil
		}
	}
	return Kept[Answer]{}, &hindcast.Error{Code: hindcast.NotFound, Message: "there is no such answer"}
}

// OpenAnswers shows all answers to everybody who takes part. It cannot be taken
// back.
func (s *Service) OpenAnswers(ctx context.Context, by hindcast.Actor, key string) error {
	h, err := s.held(ctx, by, key, hindcast.MayRunReview)
	if err != nil {
		return err
	}
	return s.store.Update(ctx, by, func(tx *store.Tx) error {
		given, err := tx.Answers().Of(h.incident.ID)
		if err != nil {
			return err
		}
		if blindIn(h.review.Value.ID, given) == 0 {
			return &hindcast.Error{Code: hindcast.Conflict, Message: "there are no blind answers to open"}
		}
		for _, k := range given {
			if k.Value.Review != h.review.Value.ID || k.Value.Opened {
				continue
			}
			k.Value.Opened = true
			if err := tx.Answers().Change("answer.opened", &k.Value, k.Version); err != nil {
				return err
			}
		}
		return nil
	})
}

// Answers returns what people answered: the actor's own until the answers are
// opened, all of them afterwards.
func (s *Service) Answers(ctx context.Context, by hindcast.Actor, key string) (Given, error) {
	h, err := s.held(ctx, by, key, hindcast.MayRead)
	if err != nil {
		return Given{}, err
	}
	var g Given
	if g.Blind, err = s.store.BlindAnswers(ctx, by, h.incident.ID); err != nil {
		return Given{}, err
	}
	given, err := s.store.Answers().Of(ctx, by, h.incident.ID)
	if err != nil {
		return Given{}, err
	}
	for _, k := range given {
		if k.Value.Review == h.review.Value.ID {
			g.Answers = append(g.Answers, k)
			g.Opened = g.Opened || k.Value.Opened
		}
	}
	if !g.Opened {
		return g, nil
	}
	assessed, err := s.Assessed(ctx, by, key)
	g.Agreed = agreements(assessed.Answers)
	return g, err
}

// agreements compares what people said of each question.
func agreements(answers []hindcast.Answer) []Agreement {
	var list []Agreement
	for _, a := range answers {
		one := Agreement{Question: a.Question, Computed: a.Verdict, Verdicts: map[hindcast.Verdict]int{}}
		for _, p := range a.People {
			one.Verdicts[p.Verdict]++
		}
		one.Agreed = len(a.People) > 1 && len(one.Verdicts) == 1
		list = append(list, one)
	}
	return list
}

// withPeople puts the opened answers of a review beside the computed ones.
func withPeople(answers []hindcast.Answer, review hindcast.ReviewID, given []Kept[Answer]) []hindcast.Answer {
	for i := range answers {
		for _, k := range given {
			if v := k.Value; v.Opened && v.Review == review && v.Question == answers[i].Question {
				answers[i].People = append(answers[i].People, hindcast.PersonVerdict{By: v.Person, Verdict: v.Verdict, Note: v.Note})
			}
		}
	}
	return answers
}

// blindIn counts the people whose answers are not opened.
func blindIn(review hindcast.ReviewID, given []Kept[Answer]) int {
	people := map[hindcast.UserID]bool{}
	for _, k := range given {
		if k.Value.Review == review && !k.Value.Opened {
			people[k.Value.Person.User] = true
		}
	}
	return len(people)
}
