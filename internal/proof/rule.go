package proof

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/prometheus/common/model"
	"github.com/prometheus/prometheus/model/labels"
	"github.com/prometheus/prometheus/promql/parser"

	"github.com/hindcast/hindcast/internal/hindcast"
)

func ruleFields() []Field {
	return []Field{
		{Name: "alert", Label: "Alert", Hint: "The name of the rule, as it stands behind alert: in its file.", Example: "PaymentsFailing", Required: true},
		{Name: "source", Label: "Prometheus", Hint: "The name of a source, or a public address of a Prometheus.", Example: "prometheus", Required: true, check: sourceOrAddress},
		{Name: "group", Label: "Group", Hint: "The group it must be in; any otherwise.", Example: "payments"},
		{Name: "expr", Label: "Expression", Hint: "What it must compute. Compared after parsing: spaces, line ends and the order of labels do not matter.", Example: "rate(payments_failed[5m]) > 0.1", Long: true, check: checkExpression},
		{Name: "for", Label: "For", Hint: "How long it must hold before it fires; not compared when empty.", Example: "5m", check: func(v string) error { _, err := model.ParseDuration(v); return err }},
	}
}

func sourceOrAddress(v string) error {
	if strings.Contains(v, "://") {
		return address(v)
	}
	return nameOfSource(v)
}

func checkExpression(v string) error {
	_, err := canonical(v)
	return err
}

// canonical is an expression in the one form that all its spellings share.
func canonical(expression string) (string, error) {
	e, err := parser.NewParser(parser.Options{}).ParseExpr(expression)
	if err != nil {
		return "", fmt.Errorf("is no PromQL: %s", clip(strings.ReplaceAll(err.Error(), "\n", " "), 200))
	}
	parser.Inspect(e, func(node parser.Node, _ []parser.Node) error {
		switch n := node.(type) {
		case *parser.VectorSelector:
			slices.SortFunc(n.LabelMatchers, func(a, b *labels.Matcher) int { return strings.Compare(a.String(), b.String()) })
		case *parser.AggregateExpr:
			slices.Sort(n.Grouping)
		case *parser.BinaryExpr:
			if n.VectorMatching != nil {
				slices.Sort(n.VectorMatching.MatchingLabels)
				slices.Sort(n.VectorMatching.Include)
			}
		}
		return nil
	})
	bare, ok := e.(*parser.ParenExpr)
	for ; ok; bare, ok = e.(*parser.ParenExpr) {
		e = bare.Expr
	}
	return e.String(), nil
}

// promRule is a rule as Prometheus answers it.
type promRule struct {
	Type, Name, Query, Health, LastError string
	Duration, KeepFiringFor              float64
	Labels, Annotations                  map[string]string

	group string
}

// text is the rule as a file of rules writes it, so that two can be compared.
func (r promRule) text() string {
	var b strings.Builder
	fmt.Fprintf(&b, "group: %s\nalert: %s\nexpr: |\n", r.group, r.Name)
	query := r.Query
	if e, err := parser.NewParser(parser.Options{}).ParseExpr(query); err == nil {
		query = parser.Prettify(e)
	}
	for line := range strings.Lines(query) {
		b.WriteString("  " + strings.TrimRight(line, "\n") + "\n")
	}
	fmt.Fprintf(&b, "for: %s\n", seconds(r.Duration))
	if r.KeepFiringFor > 0 {
		fmt.Fprintf(&b, "keep_firing_for: %s\n", seconds(r.KeepFiringFor))
	}
	for _, part := range []struct {
		name string
		of   map[string]string
	}{{"labels", r.Labels}, {"annotations", r.Annotations}} {
		if len(part.of) > 0 {
			b.WriteString(part.name + ":\n")
		}
		for _, k := range slices.Sorted(maps.Keys(part.of)) {
			fmt.Fprintf(&b, "  %s: %s\n", k, part.of[k])
		}
	}
	return b.String()
}

func seconds(s float64) string { return model.Duration(s * float64(time.Second)).String() }

// rule asks a Prometheus for its rules and looks for the one that is stated.
func (c *Checker) rule(ctx context.Context, s Statement, from Source) Found {
	named := s.Of("alert")
	body, status, f, ok := c.ask(ctx, from, "/api/v1/rules?type=alert&rule_name[]="+url.QueryEscape(named))
	if !ok {
		return f
	}
	if status == http.StatusNotFound {
		return unknown("there is no Prometheus at %s: its rules API answers 404", from.Base)
	}
	rules, err := readRules(body)
	if err != nil {
		return unknown("%s", messageOf(err))
	}
	rules = slices.DeleteFunc(rules, func(r promRule) bool { return r.Name != named })
	if len(rules) == 0 {
		return broken("Prometheus has no alert %s", named)
	}
	var last Found
	for _, r := range rules {
		if last = s.matches(r); last.Outcome == hindcast.Holds {
			return last
		}
	}
	if len(rules) > 1 {
		last.Seen = fmt.Sprintf("none of the %d alerts of this name; the last: %s", len(rules), last.Seen)
	}
	return last
}

// matches judges one rule.
func (s Statement) matches(r promRule) Found {
	said := fmt.Sprintf("group %s has %s: %s for %s", r.group, r.Name, clip(strings.Join(strings.Fields(r.Query), " "), 400), seconds(r.Duration))
	var differs []string
	if group := s.Of("group"); group != "" && group != r.group {
		differs = append(differs, "the group is not "+group)
	}
	if wanted := s.Of("expr"); wanted != "" {
		want, _ := canonical(wanted)
		is, err := canonical(r.Query)
		if err != nil || want != is {
			differs = append(differs, "the expression is not "+clip(strings.Join(strings.Fields(wanted), " "), 400))
		}
	}
	if wanted := s.Of("for"); wanted != "" {
		if d, err := model.ParseDuration(wanted); err == nil && time.Duration(d).Seconds() != r.Duration {
			differs = append(differs, "it is not for "+wanted)
		}
	}
	if len(differs) > 0 {
		return broken("%s; %s", said, strings.Join(differs, "; ")).with(r.text())
	}
	if r.Health == "err" {
		said += "; Prometheus cannot evaluate it at present: " + clip(r.LastError, 200)
	}
	return holds("%s", said).with(r.text())
}

// readRules reads what the rules API of Prometheus answers.
func readRules(body []byte) ([]promRule, error) {
	var answer struct {
		Status string
		Data   struct {
			Groups []struct {
				Name  string
				Rules []promRule
			}
		}
	}
	if err := json.Unmarshal(body, &answer); err != nil || answer.Status != "success" {
		return nil, &hindcast.Error{Code: hindcast.Unsupported, Message: "this is no answer of the rules API of Prometheus: " + clip(storable(string(body)), 120), Err: errors.Join(err)}
	}
	var found []promRule
	for _, g := range answer.Data.Groups {
		for _, r := range g.Rules {
			r.group = g.Name
			if r.Type == "alerting" {
				found = append(found, r)
			}
		}
	}
	return found, nil
}
