package report

import (
	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/markup"
)

// FactorView is a contributing factor; Text is safe inline HTML.
type FactorView struct {
	Text    string
	Primary bool
}

// WhyView is one step of the five whys; both are safe inline HTML.
type WhyView struct{ Question, Answer string }

// FactorsOf returns the contributing factors of a review.
func FactorsOf(r *hindcast.Record) []FactorView {
	var list []FactorView
	for _, f := range r.Review.Factors {
		list = append(list, FactorView{Text: markup.Inline(f.Text), Primary: f.Primary})
	}
	return list
}

// WhysOf returns the five whys of a review.
func WhysOf(r *hindcast.Record) []WhyView {
	var list []WhyView
	for _, w := range r.Review.FiveWhys {
		list = append(list, WhyView{Question: markup.Inline(w.Question), Answer: markup.Inline(w.Answer)})
	}
	return list
}
