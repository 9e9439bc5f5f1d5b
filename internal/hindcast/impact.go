package hindcast

import (
	"regexp"
	"strings"
	"time"
)

// ImpactStatement is one thing known about the harm done. Known-when is the time
// of Event; a statement without one was never dated.
type ImpactStatement struct {
	ID             ImpactID
	Event          EventID   // Event made it known; empty when the record does not say when.
	Since          time.Time // Since is when it began to be true; zero when not recorded.
	UsersAffected  *int64
	AllUsers       bool // AllUsers says that nobody could use what was affected.
	Services       []ServiceImpact
	FundsAtRisk    *Money
	Losses         *Money
	Cost           *Money
	RecordsExposed *int64
	Public         *bool // Public says whether the public could see it.
	Media          *bool // Media says whether the press wrote of it.
	Text           string
	Origin         Origin
}

// ServiceImpact says how far one service was affected.
type ServiceImpact struct {
	Service string
	Degree  Degree
}

// Degree says how far a service was affected.
type Degree string

// The degrees.
const (
	FullyDown Degree = "full"
	Degraded  Degree = "degraded"
)

// Money is an amount of one currency or token. Amount is a plain decimal such as
// "1250000.50", kept as text so that no digit is lost.
type Money struct {
	Amount   string
	Currency string // Currency is an ISO 4217 code or a token's symbol.
}

// plainAmount is what an amount may look like: never negative, up to the 30
// digits and 18 decimals that tokens are counted in.
var plainAmount = regexp.MustCompile(`^(0|[1-9][0-9]{0,29})(\.[0-9]{1,18})?$`)

// IsPositive reports whether the amount is a plain decimal of more than zero.
func (m *Money) IsPositive() bool {
	return m != nil && plainAmount.MatchString(m.Amount) && strings.ContainsAny(m.Amount, "123456789")
}

// Validate checks the statement by itself.
func (s ImpactStatement) Validate() error {
	var p Problems
	checkText(&p, "text", s.Text, MaxText)
	if s.UsersAffected != nil && *s.UsersAffected < 0 {
		p.Add("users_affected", "must not be negative")
	}
	if s.RecordsExposed != nil && *s.RecordsExposed < 0 {
		p.Add("records_exposed", "must not be negative")
	}
	for n, svc := range s.Services {
		checkLine(&p, index("services", n), svc.Service, MaxName, true)
		if svc.Degree != FullyDown && svc.Degree != Degraded {
			p.Add(index("services", n), "degree must be full or degraded")
		}
	}
	checkMoney(&p, "funds_at_risk", s.FundsAtRisk)
	checkMoney(&p, "losses", s.Losses)
	checkMoney(&p, "cost", s.Cost)
	return p.Err("the impact statement")
}

func checkMoney(p *Problems, field string, m *Money) {
	if m == nil {
		return
	}
	if !plainAmount.MatchString(m.Amount) {
		p.Add(field, "the amount must be a plain decimal number such as 1250000.50")
	}
	checkLine(p, field, m.Currency, 20, true)
}
