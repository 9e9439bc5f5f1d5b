package library

import (
	"context"
	"strings"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/store"
)

// offered is how many lessons a form offers or a search gives.
const offered = 100

// FindLessons are the findings that hold all words, the newest without any, as far
// as the actor may see them.
func (s *Service) FindLessons(ctx context.Context, by hindcast.Actor, words string) ([]Lesson, error) {
	if err := by.Might(hindcast.MayRead); err != nil {
		return nil, err
	}
	var ids []hindcast.FindingID
	if strings.TrimSpace(words) == "" {
		newest, _, err := s.store.Findings().List(ctx, by, store.Page{Limit: offered})
		if err != nil {
			return nil, err
		}
		for _, k := range newest {
			ids = append(ids, k.Value.ID)
		}
	} else {
		found, err := s.store.Search(ctx, by, words, offered)
		if err != nil {
			return nil, err
		}
		for _, f := range found {
			if f.Subject.Kind == "finding" {
				ids = append(ids, hindcast.FindingID(f.Subject.ID))
			}
		}
	}
	lessons, err := s.lessons(ctx, by, ids)
	var list []Lesson
	for _, id := range ids {
		if l, ok := lessons[id]; ok {
			list = append(list, l)
		}
	}
	return list, err
}

// Label is how forms name a lesson: "INC-4: nobody knew who may revoke the key".
func (l Lesson) Label() string {
	const longest = 160
	text := strings.Join(strings.Fields(l.Finding.Text), " ")
	if runes := []rune(text); len(runes) > longest {
		text = string(runes[:longest-1]) + "…"
	}
	return l.Incident.Key + ": " + text
}

// LessonNamed is the lesson that was typed into a form: by its identifier, its
// label, or words that only one has. Nothing typed is none. The error is Invalid.
func (s *Service) LessonNamed(ctx context.Context, by hindcast.Actor, typed string) (hindcast.FindingID, error) {
	typed = strings.Join(strings.Fields(typed), " ")
	if typed == "" {
		return "", nil
	}
	if strings.HasPrefix(typed, "fnd_") && !strings.Contains(typed, " ") {
		k, err := s.store.Findings().Get(ctx, by, typed)
		if err == nil {
			return k.Value.ID, nil
		}
	}
	key, text, labelled := strings.Cut(typed, ": ")
	if labelled {
		if incident, err := s.store.Incident(ctx, by, key); err == nil {
			findings, err := s.store.Findings().Of(ctx, by, incident.ID)
			if err != nil {
				return "", err
			}
			for _, k := range findings {
				if (Lesson{k.Value, incident}).Label() == typed || hindcast.Fold(k.Value.Text) == hindcast.Fold(text) {
					return k.Value.ID, nil
				}
			}
		}
	}
	found, err := s.FindLessons(ctx, by, typed)
	if err != nil && hindcast.CodeOf(err) != hindcast.Invalid {
		return "", err
	}
	switch len(found) {
	case 1:
		return found[0].Finding.ID, nil
	case 0:
		return "", unclear("no finding that you may see has these words")
	}
	return "", unclear("several findings have these words: choose one, or type more of it, such as “" + found[0].Label() + "”")
}

func unclear(why string) error {
	return &hindcast.Error{Code: hindcast.Invalid, Op: "library.LessonNamed", Message: "it is not clear which lesson is meant", Fields: []hindcast.FieldError{{Field: "lesson", Reason: why}}}
}
