package entry

import (
	"strings"
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// describeMessage says whom a communication told, where, and what was promised.
// Where the words name no audience it is taken as internal, by the rule
// "audience:assumed".
func describeMessage(e *hindcast.TimelineEvent, m meaning, zone *time.Location) {
	c := &hindcast.Communication{Audience: hindcast.ToInternal, Channel: channel(m), NextUpdate: nextUpdate(m.text, e.At, zone)}
	switch {
	case c.Channel == "slack" || c.Channel == "teams" || strings.HasPrefix(c.Channel, "#"):
	case m.has(toOutside):
		c.Audience = hindcast.ToExternal
	case !m.has(toInside):
		addRule(e, "audience:assumed")
	}
	e.Communication = c
}

// channel names the channel by one word: "status page", "email", "slack", or a
// channel's own name as "#incidents".
func channel(m meaning) string {
	if at := strings.IndexByte(m.text, '#'); at >= 0 {
		name := m.text[at:]
		end := strings.IndexFunc(name[1:], func(r rune) bool { return !isWordRune(r) && r != '-' && r != '_' })
		if end < 0 {
			end = len(name) - 1
		}
		if end > 1 && isLetter(name[1]) {
			return name[:end+1]
		}
	}
	for i, w := range m.words {
		switch w.text {
		case "statuspage":
			return "status page"
		case "status":
			if i+1 < len(m.words) && strings.HasPrefix(m.words[i+1].text, "page") {
				return "status page"
			}
		case "tweet", "tweeted", "tweets", "twitter":
			return "twitter"
		case "mail", "email", "emails", "emailed", "mails":
			return "email"
		case "slack", "discord", "telegram", "sms", "phone", "zoom", "blog", "reddit":
			return w.text
		case "teams":
			if i > 0 && (m.words[i-1].text == "ms" || m.words[i-1].text == "microsoft" || m.words[i-1].text == "on" || m.words[i-1].text == "via") {
				return "teams"
			}
		}
	}
	return ""
}

// nextUpdate reads "next update at 15:00", "next update by 15:00 UTC" and "next
// update in 30 minutes". A time of day before the event's is on the next day.
func nextUpdate(text string, at time.Time, zone *time.Location) time.Time {
	lower := strings.ToLower(text)
	start := strings.Index(lower, "next update")
	length := len("next update")
	if start < 0 {
		if start = strings.Index(lower, "update in "); start < 0 {
			return time.Time{}
		}
		length = len("update")
	}
	if at.IsZero() || len(lower) != len(text) {
		return time.Time{}
	}
	rest := strings.TrimLeft(text[start+length:], " :-–")
	if in, ok := strings.CutPrefix(strings.ToLower(rest), "in "); ok {
		if d, ok := Duration(in); ok {
			return at.Add(d)
		}
	}
	for _, word := range []string{"due ", "expected ", "planned ", "scheduled ", "is ", "by ", "at ", "around "} {
		rest = strings.TrimPrefix(rest, word)
	}
	local := at.In(zone)
	clock := Clock{Zone: zone, Day: hindcast.DateOf(local)}
	when, _, ok := clock.Read(rest)
	if !ok {
		return time.Time{}
	}
	if when.At.Before(at) {
		when.At = when.At.Add(24 * time.Hour)
	}
	return when.At
}
