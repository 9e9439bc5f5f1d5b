package storetest

import (
	"context"
	"fmt"
	"math/rand/v2"
	"strings"
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/store"
)

// Crowd fills an empty store with so many incidents under the keys from INC-1 on,
// each with the given number of events. Titles and texts are of words that occur
// as they do in prose: the n-th most common one a n-th as often as the most common.
func Crowd(ctx context.Context, st *store.Store, incidents, events int) error {
	const perUpdate = 200
	c := &crowd{random: rand.New(rand.NewPCG(7, 7)), events: events}
	c.words = rand.NewZipf(c.random, 1.1, 8, 50_000)
	for done := 0; done < incidents; done += perUpdate {
		err := st.Update(ctx, Admin(), func(tx *store.Tx) error {
			for i := range min(perUpdate, incidents-done) {
				if err := c.open(tx, done+i+1); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// Word writes a number as a word of letters; low numbers are the common words of a
// Crowd.
func Word(n uint64) string {
	const letters = "etaoinshrdlucmfwypvbgkqjxz"
	word := []byte{letters[n%26], letters[(n*7+3)%26]}
	for ; n > 0; n /= 26 {
		word = append(word, letters[n%26])
	}
	return string(word)
}

// crowd draws what the incidents of a Crowd are made of.
type crowd struct {
	random *rand.Rand
	words  *rand.Zipf
	events int
}

func (c *crowd) open(tx *store.Tx, number int) error {
	day := time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC)
	incident := hindcast.Incident{
		ID: hindcast.IncidentID(tx.NewID("inc")), Key: fmt.Sprintf("INC-%d", number), Title: c.sentence(7), Kind: hindcast.Operational,
		State: hindcast.IncidentResolved, Severity: hindcast.Severity(c.random.IntN(6)), Services: []string{fmt.Sprint("service ", c.random.IntN(300))},
		Visibility: hindcast.VisibleToEveryone, CreatedAt: day.Add(time.Duration(c.random.IntN(5*365*24)) * time.Hour),
	}
	if err := tx.Incidents().Add("incident.opened", incident.ID, &incident); err != nil {
		return err
	}
	var timeline []*hindcast.TimelineEvent
	for n := range c.events {
		timeline = append(timeline, &hindcast.TimelineEvent{ID: hindcast.EventID(tx.NewID("evt")), At: incident.CreatedAt.Add(time.Duration(n) * time.Minute),
			Kind: hindcast.Observation, Text: c.sentence(25)})
	}
	return tx.Events().AddAll("event.added", incident.ID, timeline)
}

func (c *crowd) sentence(words int) string {
	var s strings.Builder
	for range words {
		s.WriteString(Word(c.words.Uint64()))
		s.WriteByte(' ')
	}
	return s.String()
}
