package entry

import (
	"strings"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// roleAfter reads the role behind a name: "(IC)" and "as scribe".
func roleAfter(after string) hindcast.Role {
	rest := strings.TrimLeft(after, " *_`:,")
	if strings.HasPrefix(rest, "(") {
		return roleIn(rest)
	}
	words := split(after[:min(len(after), 80)])
	for i, w := range words {
		if i > 8 || i > 0 && w.sentence {
			break
		}
		if (w.text == "as" || w.text == "over") && i+1 < len(words) {
			return roleOf(words[i+1:])
		}
	}
	return ""
}

// ownRole reads the role that somebody says they have: "I'm IC", "I am incident
// leader", "I'll be scribe".
func ownRole(m meaning) hindcast.Role {
	for i, w := range m.words {
		next := wordAt(m.words, i+1)
		switch {
		case w.text == "i'm" || w.text == "im":
			return roleOf(m.words[i+1 : min(len(m.words), i+5)])
		case (w.text == "i" && next == "am"), w.text == "i'll" && (next == "be" || next == "take"):
			return roleOf(m.words[i+2 : min(len(m.words), i+6)])
		}
	}
	return ""
}

func roleIn(bracket string) hindcast.Role {
	end := strings.IndexByte(bracket, ')')
	if end < 0 {
		return ""
	}
	return roleOf(split(bracket[1:end]))
}

// roleOf reads the names of roles in use: those of the Security Alliance response
// policy, and PagerDuty's and Atlassian's for the same parts.
func roleOf(words []word) hindcast.Role {
	for i, w := range words {
		next := ""
		if i+1 < len(words) {
			next = words[i+1].text
		}
		switch w.text {
		case "as", "the", "our", "an", "a", "acting", "new", "primary", "on", "call", "oncall":
			continue
		case "ic", "commander":
			return hindcast.IncidentLeader
		case "incident":
			if next == "commander" || next == "leader" || next == "lead" || next == "manager" {
				return hindcast.IncidentLeader
			}
		case "leader":
			return hindcast.IncidentLeader
		case "command":
			return hindcast.IncidentLeader
		case "scribe":
			return hindcast.Scribe
		case "comms", "communication", "communications", "liaison":
			return hindcast.CommunicationManager
		case "customer":
			if next == "liaison" {
				return hindcast.CommunicationManager
			}
		case "sme", "expert":
			return hindcast.SME
		case "subject":
			if next == "matter" {
				return hindcast.SME
			}
		case "responder":
			return hindcast.Responder
		case "detector":
			return hindcast.Detector
		case "decision":
			return hindcast.DecisionMaker
		}
		if i > 3 {
			break
		}
	}
	return ""
}
