package demo

import (
	"fmt"
	"slices"
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// book is everything the sample files tell, with its dates moved to now.
type book struct {
	now       time.Time
	clock     *clock
	org       organisation
	documents []*document
	tales     []*tale
	factors   map[string]hindcast.FactorID  // factors by what they say, folded.
	findings  map[string]hindcast.FindingID // findings as "INC-3/w1".
	guests    map[string]hindcast.ReviewID  // guests take part in one review: the last one they are named in.
}

// open reads all sample files.
func open(now time.Time) (*book, error) {
	b := &book{now: now, clock: &clock{}, factors: map[string]hindcast.FactorID{}, findings: map[string]hindcast.FindingID{},
		guests: map[string]hindcast.ReviewID{}}
	b.clock.set(byStart(now))
	if err := readYAML("organisation.yaml", byWeeks(now), &b.org); err != nil {
		return nil, err
	}
	incidents, err := names("incidents", ".md")
	if err != nil {
		return nil, err
	}
	for _, name := range incidents {
		t, err := b.readTale(name)
		if err != nil {
			return nil, err
		}
		b.tales = append(b.tales, t)
	}
	shelf, err := names("documents", ".yaml")
	if err != nil {
		return nil, err
	}
	for _, name := range shelf {
		d, err := b.readDocument(name)
		if err != nil {
			return nil, fmt.Errorf("documents/%s.yaml: %w", name, err)
		}
		b.documents = append(b.documents, d)
	}
	return b, nil
}

// byStart is when the organisation began to use the sample store.
func byStart(now time.Time) time.Time {
	return time.Date(2025, time.April, 28, 8, 0, 0, 0, time.UTC).Add(byWeeks(now))
}

// factor is the identifier of what a contributing factor says, the same for all
// incidents that share it.
func (b *book) factor(text string) hindcast.FactorID {
	key := hindcast.Fold(text)
	if _, known := b.factors[key]; !known {
		b.factors[key] = hindcast.FactorID("fct_" + b.clock.id())
	}
	return b.factors[key]
}

// findingName is how documents cite a finding: "INC-3/w1".
func findingName(key string, kind hindcast.FindingKind, n int) string {
	return fmt.Sprintf("%s/%c%d", key, kind[0], n)
}

// acts is everything that happened, in order of time.
func (b *book) acts() []act {
	all := b.settle()
	for _, d := range b.documents {
		all = append(all, b.shelve(d)...)
	}
	for _, t := range b.tales {
		all = append(all, b.play(t)...)
	}
	all = slices.DeleteFunc(all, func(a act) bool { return a.at.After(b.now) })
	slices.SortStableFunc(all, func(a, b act) int { return a.at.Compare(b.at) })
	return all
}
