package insights

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/store"
)

// common are words that tell nothing of an incident in the languages we know
// records in; all others are weighed by how rare they are.
var common = wordSet(`a about after again all also an and any are as at back be because been before being between both but by can cannot
could did do does during each few for from further had has have having he her here him his how however i if in into is it its itself just
let more most my no nor not now of off on once only or other our out over own re s same she should since so some still such t than that the their
them then there these they this those through to too under until up us very was we were what when where which while who whom why will
with within would yet you your
der die das und oder ein eine einer ist war wurde mit von zu im auf für nicht den dem des`)

func wordSet(list string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(list) {
		set[w] = true
	}
	return set
}

// tellingWords are the words of an incident that are looked up: those of its title
// first, then those that are used most.
func tellingWords(of *store.Told) []string {
	weight := map[string]int{}
	for w := range of.Title {
		weight[w] += 4
	}
	for w, n := range of.Words {
		weight[w] += min(n, 4)
	}
	var list []string
	for w := range weight {
		if telling(w) {
			list = append(list, w)
		}
	}
	slices.SortFunc(list, func(a, b string) int {
		return cmp.Or(cmp.Compare(weight[b], weight[a]), cmp.Compare(len(b), len(a)), cmp.Compare(a, b))
	})
	return list[:min(mostWords, len(list))]
}

// telling is false for what says nothing by itself: function words, single
// letters, numbers.
func telling(word string) bool {
	return !common[word] && utf8.RuneCountInString(word) > 1 && strings.Trim(word, "0123456789") != ""
}

// rarity weighs words by how seldom they are used.
func rarity(uses []store.Use) map[string]float64 {
	rare := map[string]float64{}
	for _, u := range uses {
		if len(u.Incidents) > 0 {
			rare[u.Word] = math.Log(1 + .5/u.Share)
		}
	}
	return rare
}

// rareAmong weighs the words that were not looked up by how many of the candidates
// use them: these are alike already, so that such words only tell them apart.
func rareAmong(of *store.Told, candidates map[hindcast.IncidentID]*store.Told, rare map[string]float64) {
	for word := range of.Words {
		if _, known := rare[word]; known || !telling(word) {
			continue
		}
		uses := 0
		for _, c := range candidates {
			if c.Words[word]+c.Title[word] > 0 {
				uses++
			}
		}
		if uses > 1 {
			rare[word] = math.Log(1 + .5*float64(len(candidates))/float64(uses))
		}
	}
}

// shared is what two incidents have in common in words.
type shared struct {
	sum   float64
	worth map[string]float64
}

// overlap weighs the words of one incident that another one uses, after BM25: a
// rare word counts more, a repeated one a little more, and all of them less in a
// long text.
func overlap(of, other *store.Told, rare map[string]float64, usual float64) shared {
	const repeats, lengths = 1.2, .5
	s := shared{worth: map[string]float64{}}
	long := 1 - lengths + lengths*length(other)/usual
	for word, idf := range rare {
		n := float64(other.Words[word] + titleWeight*other.Title[word])
		if n == 0 {
			continue
		}
		asked := 1 + math.Log(float64(max(1, of.Words[word]+titleWeight*of.Title[word])))
		s.worth[word] = idf * asked * n * (repeats + 1) / (n + repeats*long)
		s.sum += s.worth[word]
	}
	return s
}

// top are the words that count most.
func (s shared) top() []string {
	var list []string
	for w := range s.worth {
		list = append(list, w)
	}
	slices.SortFunc(list, func(a, b string) int { return cmp.Or(cmp.Compare(s.worth[b], s.worth[a]), cmp.Compare(a, b)) })
	return list[:min(shownWords, len(list))]
}

func length(t *store.Told) float64 {
	n := 1
	for _, c := range t.Words {
		n += c
	}
	return float64(n)
}

// usualLength is the mean length of the texts that are compared.
func usualLength(all map[hindcast.IncidentID]*store.Told) float64 {
	sum := 1.0
	for _, t := range all {
		sum += length(t)
	}
	return sum / float64(max(1, len(all)))
}
