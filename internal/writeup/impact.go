package writeup

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// impactBlock reads each entry of an impact section as one statement.
func (r *reader) impactBlock(s *section, b *block) {
	if b.kind == tableBlock && r.servicesTable(s, b.table) {
		return
	}
	r.eachEntry(b, func(f field) outcome {
		if lf, ok := fieldOf(f.value, f.first, f.last); ok {
			switch {
			case lf.value == "" && knowsLabel(lf.key):
				return readAll // a label nobody filled in
			case isTemplate(lf.value):
				r.listTemplate(lf)
				return notRead
			case lf.key == "severity":
				return r.takeField(lf)
			}
		}
		r.addImpact(f.value, f.first)
		return readAll
	})
}

// addImpact adds a statement with the figures its words hold. The whole text is
// kept, so that nothing hangs on how a figure was read.
func (r *reader) addImpact(text string, line int) {
	st := hindcast.ImpactStatement{Text: text, Origin: hindcast.Origin{Line: line}}
	label, value := "", text
	if f, ok := fieldOf(text, line, line); ok {
		label, value = f.key, f.value
	}
	r.impactFigures(&st, label, value)
	rec := &r.doc.Record
	st.ID = hindcast.ImpactID(fmt.Sprintf("i%d", len(rec.Impact)+1))
	rec.Impact = append(rec.Impact, st)
}

// impactFigures fills in the figure a label asks for, or, without a label, a
// number of users that stands in the sentence.
func (r *reader) impactFigures(st *hindcast.ImpactStatement, label, value string) {
	switch label {
	case "users affected", "customers affected", "affected users", "users", "customers", "users impacted", "user impact", "customers impacted", "number of users affected":
		st.UsersAffected, st.AllUsers = countIn(value), saysAll(value)
	case "funds at risk", "value at risk", "amount at risk":
		st.FundsAtRisk = moneyIn(value)
	case "actual losses", "losses", "loss", "funds lost", "actual loss", "amount lost":
		st.Losses = moneyIn(value)
	case "estimated costs", "estimated cost", "cost", "costs", "revenue impact", "revenue lost", "revenue loss", "estimated revenue loss", "financial impact":
		st.Cost = moneyIn(value)
	case "records exposed", "records affected", "records leaked", "data records exposed":
		st.RecordsExposed = countIn(value)
	case "public visibility", "public", "visibility":
		st.Public = yesOrNo(value)
	case "media coverage", "media", "press":
		st.Media = yesOrNo(value)
	case "services unavailable", "services affected", "affected services", "services", "services impacted", "services degraded":
		st.Services, _ = r.servicesIn(value, label != "services degraded" && strings.Contains(label, "unavailable"))
		st.Origin.Rule = degreeRule(st.Services)
	default:
		if m := usersInText.FindStringSubmatch(value); m != nil {
			if n := parseCount(m[1], m[2]); n != nil {
				st.UsersAffected = n
				st.Origin.Rule = "impact:users-in-text"
			}
		} else if allUsersInText.MatchString(value) {
			st.AllUsers = true
			st.Origin.Rule = "impact:users-in-text"
		}
	}
}

var (
	usersInText    = regexp.MustCompile(`(?i)\b(\d[\d,.]*\d|\d)\s*(k|thousand|m|million)?\+?\s+(?:[a-z]+\s+)?(?:users|customers|accounts|clients|players|members|people|wallets)\b`)
	allUsersInText = regexp.MustCompile(`(?i)\b(?:all|every)(?: of)?(?: our)? (?:users?|customers?)\b`)
	countText      = regexp.MustCompile(`(?i)(\d[\d,.]*\d|\d)\s*(k|thousand|m|million|mn)?\b`)
	rangeBefore    = regexp.MustCompile(`(?i)\d\s*(?:k|m|million)?\s*(?:-|–|—|to|or|and)\s*$`)
	moneyText      = regexp.MustCompile(`(?i)(?:(USD|EUR|GBP|CHF|DKK|US\$|\$|€|£)\s*)?(\d[\d,.]*\d|\d)\s*(k|thousand|million|mio|mn|m|billion|bn|b)?\b\s*([A-Z][A-Za-z0-9]{1,9}\b|€|\$|£)?`)
)

// countIn reads the one number of a text; nil when there is none or several.
func countIn(value string) *int64 {
	if saysNothing(value) {
		zero := int64(0)
		return &zero
	}
	found := countText.FindAllStringSubmatch(value, 2)
	if len(found) != 1 || strings.Contains(value, "%") {
		return nil
	}
	return parseCount(found[0][1], found[0][2])
}

// parseCount reads "3,000" and "1.5" with a following "k".
func parseCount(digits, unit string) *int64 {
	plainDigits, ok := plainNumber(digits, unit != "")
	if !ok {
		return nil
	}
	value, err := strconv.ParseFloat(plainDigits, 64)
	if err != nil {
		return nil
	}
	switch strings.ToLower(unit) {
	case "k", "thousand":
		value *= 1e3
	case "m", "mn", "million":
		value *= 1e6
	}
	if value > 1e15 {
		return nil
	}
	n := int64(value + 0.5)
	return &n
}

// plainNumber turns "3,200,000.50" into "3200000.50". A comma or dot before
// exactly three digits groups thousands, unless a unit such as "k" follows; what
// is open after that is refused.
func plainNumber(s string, scaled bool) (string, bool) {
	commas, dots := strings.Count(s, ","), strings.Count(s, ".")
	last := strings.LastIndexAny(s, ",.")
	tail := len(s) - last - 1
	switch {
	case last < 0:
	case commas > 0 && dots > 0:
		mark := s[last]
		other := map[byte]string{',': ".", '.': ","}[mark]
		if strings.Count(s, string(mark)) > 1 {
			return "", false
		}
		s = strings.ReplaceAll(s, other, "")
		s = strings.Replace(s, string(mark), ".", 1)
	case commas+dots > 1 || tail == 3 && !scaled && commas == 1:
		if tail != 3 {
			return "", false
		}
		s = strings.NewReplacer(",", "", ".", "").Replace(s)
	case commas == 1:
		s = strings.Replace(s, ",", ".", 1)
	case tail == 3 && !scaled:
		return "", false // 1.234 may be either
	}
	s = strings.TrimLeft(s, "0")
	if s == "" || s[0] == '.' {
		s = "0" + s
	}
	return s, true
}

// moneyIn reads the one amount of a text; nil when there is none, several, or no
// currency stands beside it.
func moneyIn(value string) *hindcast.Money {
	var amount *hindcast.Money
	for _, at := range moneyText.FindAllStringSubmatchIndex(value, 8) {
		group := func(n int) string {
			if at[2*n] < 0 {
				return ""
			}
			return value[at[2*n]:at[2*n+1]]
		}
		before, digits, unit, after := group(1), group(2), strings.ToLower(group(3)), group(4)
		currency := currencyOf(before)
		if currency == "" {
			currency = currencyOf(after)
		}
		if currency == "" {
			continue
		}
		number, ok := plainNumber(digits, unit != "")
		if !ok || amount != nil || rangeBefore.MatchString(value[:at[0]]) {
			return nil
		}
		amount = &hindcast.Money{Amount: shift(number, zeros(unit)), Currency: currency}
	}
	return amount
}

// currencyOf names a currency or token: a sign, or two to ten letters in
// capitals.
func currencyOf(s string) string {
	switch s {
	case "$", "US$":
		return "USD"
	case "€":
		return "EUR"
	case "£":
		return "GBP"
	}
	if len(s) < 3 || len(s) > 10 {
		return ""
	}
	upper := 0
	for i := 0; i < len(s); i++ {
		if s[i] >= 'A' && s[i] <= 'Z' {
			upper++
		}
	}
	if upper*2 <= len(s) {
		return ""
	}
	return s
}

func zeros(unit string) int {
	switch unit {
	case "k", "thousand":
		return 3
	case "m", "mn", "mio", "million":
		return 6
	case "b", "bn", "billion":
		return 9
	}
	return 0
}

// shift moves the decimal point of a number to the right.
func shift(number string, by int) string {
	whole, fraction, _ := strings.Cut(number, ".")
	for ; by > 0; by-- {
		if fraction == "" {
			whole += "0"
			continue
		}
		whole, fraction = whole+fraction[:1], fraction[1:]
	}
	whole = strings.TrimLeft(whole, "0")
	if whole == "" {
		whole = "0"
	}
	if fraction == "" {
		return whole
	}
	return whole + "." + fraction
}

func saysAll(value string) bool {
	w := words(value)
	return w == "all" || strings.HasPrefix(w, "all ") || strings.HasPrefix(w, "everyone") || strings.HasPrefix(w, "100 ") || allUsersInText.MatchString(value)
}

// yesOrNo reads whether something was so from the first word of a remark; nil
// when that cannot be told.
func yesOrNo(value string) *bool {
	yes, no := true, false
	first, _, _ := strings.Cut(words(value), " ")
	switch first {
	case "none", "no", "not", "n", "private", "never":
		return &no
	case "unknown", "", "tbd":
		return nil
	}
	return &yes
}
