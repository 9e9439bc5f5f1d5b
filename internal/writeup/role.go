package writeup

import "strings"

// role is what a section is for, told from its heading.
type role uint8

const (
	noRole role = iota
	metadataRole
	summaryRole
	rolesRole
	attendeesRole
	channelsRole
	timelineRole
	servicesRole
	causeRole
	factorsRole
	whysRole
	wellRole
	wrongRole
	luckRole
	actionsRole
	responseRole // steps taken during the incident, as checklists
	resolutionRole
	commsRole
	postIncidentRole
	linksRole
	impactRole
	detectionRole
	statsRole
	meetingRole
)

// roleByWords knows the headings that say what a section is for, as words folds
// them. They were gathered from the Security Alliance templates, the Google SRE
// book (chapter 15 and appendix D), the incident handbooks of Atlassian and
// PagerDuty, and published post-mortems.
func roleByWords(w string) role {
	switch w {
	case "metadata", "details", "incident details", "incident information", "general information", "basic information", "at a glance", "key facts",
		"header", "facts":
		return metadataRole
	case "summary", "incident summary", "executive summary", "overview", "incident overview", "tl dr", "tldr", "abstract", "synopsis",
		"postmortem summary", "high level summary", "issue summary", "background summary", "description", "incident description":
		return summaryRole
	case "roles", "roles and responsibilities", "incident roles", "people", "responders", "response team", "incident team", "incident response team",
		"people involved", "who was involved", "participants", "involved", "key people", "incident responders":
		return rolesRole
	case "attendees", "atendees", "attendance", "meeting attendees", "review attendees", "post mortem attendees", "postmortem attendees", "present",
		"attended by":
		return attendeesRole
	case "communication channels", "channels", "comms channels":
		return channelsRole
	case "timeline", "time line", "incident timeline", "key events", "chronology", "sequence of events", "event log", "log", "incident log", "events",
		"events timeline", "timeline of events", "response timeline", "detailed timeline", "chronological log", "what happened when", "running log",
		"scribe log", "minute by minute", "key moments":
		return timelineRole
	case "affected services", "services affected", "impacted services", "affected systems", "systems affected", "services impacted",
		"affected components", "affected products":
		return servicesRole
	case "root cause", "root causes", "root cause analysis", "root cause s", "rca", "cause", "causes", "primary cause", "root cause initial assessment", "the cause",
		"why it happened", "why did it happen", "cause analysis", "technical root cause", "underlying cause":
		return causeRole
	case "contributing factors", "contributing factor", "contributing factors findings", "contributing causes", "contributing conditions", "factors",
		"causal factors", "contributors":
		return factorsRole
	case "5 whys", "five whys", "5 whys analysis", "five whys analysis", "the five whys", "the 5 whys", "five whys root cause identification", "whys":
		return whysRole
	case "what went well", "went well", "what worked", "what worked well", "strengths", "positives", "what we did well", "things that went well",
		"the good", "good", "what went right", "whats working", "what did go well", "what did we do well":
		return wellRole
	case "what went wrong", "went wrong", "what went poorly", "what went badly", "what didnt go well", "what didnt go so well", "what did not go well",
		"what did not go so well", "what could have gone better", "what could have been better", "what could be improved", "what can be improved",
		"needs improvement", "what needs improvement", "what didnt work", "things that went wrong", "things that went poorly", "weaknesses",
		"areas for improvement", "opportunities for improvement", "the bad", "bad", "could be better", "what did we do poorly", "what we could do better",
		"what could we do better", "what should we do better", "to improve", "what went not so well", "went poorly", "didnt go well", "didnt go so well":
		return wrongRole
	case "where we got lucky", "got lucky", "luck", "where we were lucky", "we got lucky", "lucky", "what was lucky":
		return luckRole
	case "action items", "actions", "action points", "corrective actions", "corrective action", "follow up", "follow ups", "follow up actions",
		"follow up items", "followup", "followups", "remediation", "remediations", "remediation items", "next steps", "preventive actions",
		"preventative actions", "preventative measures", "preventive measures", "preventive actions and follow up", "corrective and preventative measures",
		"corrective and preventive measures", "corrective and preventive actions", "to do", "todo", "todos", "action plan", "action items and owners",
		"tasks", "planned improvements", "jira issues", "post incident actions", "actions and owners", "improvement actions", "mitigating actions",
		"follow up tasks":
		return actionsRole
	case "actions taken", "response actions", "immediate actions", "immediate actions taken", "response steps", "steps taken":
		return responseRole
	case "resolution summary", "resolution", "mitigation applied", "verification", "recovery", "resolution and recovery", "mitigation", "response",
		"how it was fixed", "how was it fixed", "restoration":
		return resolutionRole
	case "communications sent", "communications", "communication", "external communications", "external communication", "internal communications",
		"updates sent", "status updates", "status page updates", "customer communication", "customer communications", "announcements", "comms",
		"messages sent":
		return commsRole
	case "post incident", "post incident checklist", "after the incident":
		return postIncidentRole
	case "links", "links and evidence", "links evidence", "evidence", "references", "resources", "related links", "supporting documents",
		"supporting material", "supporting information", "relevant links", "attachments", "artifacts", "further reading", "external links", "see also":
		return linksRole
	case "impact", "customer impact", "business impact", "user impact", "users impacted", "impact assessment", "impact analysis", "impact statement",
		"impacts", "damage", "impact and severity", "impact summary", "users affected", "who was affected":
		return impactRole
	case "detection", "how detected", "how was it detected", "how was the incident detected", "how we found out", "discovery", "incident detection":
		return detectionRole
	case "stats", "statistics", "metrics", "key metrics", "response metrics", "incident metrics", "figures", "durations", "time metrics":
		return statsRole
	case "meeting notes", "meeting", "postmortem meeting", "review meeting", "discussion", "discussion points", "post mortem meeting notes",
		"review notes", "minutes":
		return meetingRole
	}
	return noRole
}

// roleOf tells what a section is for from its heading and from the role of the
// section it stands in.
func roleOf(heading string, parent role) role {
	w := words(heading)
	if r := childRole(w, parent); r != noRole {
		return r
	}
	if r := roleByWords(w); r != noRole {
		return r
	}
	if short := withoutNumber(w); short != w {
		if r := roleByWords(short); r != noRole {
			return r
		}
		w = short
	}
	if cut := beforeAside(heading); cut != heading {
		if r := roleByWords(withoutNumber(words(cut))); r != noRole {
			return r
		}
	}
	for _, end := range []string{" timeline", " log"} {
		if strings.HasSuffix(w, end) && strings.Count(w, " ") <= 3 {
			return timelineRole
		}
	}
	if strings.HasPrefix(w, "timeline ") && !strings.Contains(w, "improve") {
		return timelineRole
	}
	return noRole
}

// childRole knows the headings that mean something only below another.
func childRole(w string, parent role) role {
	switch parent {
	case impactRole:
		switch w {
		case "users", "financial", "reputation", "customers", "business", "services", "internal", "external", "finance",
			"users affected", "affected services", "services affected", "affected systems":
			return impactRole
		}
	case responseRole:
		switch w {
		case "immediate", "resolution", "mitigation", "containment", "recovery", "eradication", "response", "short term":
			return responseRole
		}
	case causeRole:
		if w == "trigger" || w == "triggers" {
			return noRole
		}
	case meetingRole:
		if w == "discussion" || w == "discussion points" || w == "notes" {
			return meetingRole
		}
	}
	return noRole
}

// inherits reports whether a sub-section without a role of its own carries on
// its parent's: days within a timeline, groups of action items.
func (r role) inherits() bool {
	switch r {
	case timelineRole, actionsRole, responseRole, wellRole, wrongRole, luckRole, factorsRole, commsRole, linksRole, rolesRole, whysRole, attendeesRole:
		return true
	}
	return false
}

// withoutNumber drops the numbering of a heading: "3 timeline", "a timeline".
// The five of "5 whys" is no numbering.
func withoutNumber(w string) string {
	for {
		first, rest, ok := strings.Cut(w, " ")
		if !ok || rest == "whys" || strings.HasPrefix(rest, "whys ") || strings.Trim(first, "0123456789") != "" {
			return w
		}
		w = rest
	}
}

// beforeAside cuts what stands in brackets or behind a dash or colon.
func beforeAside(heading string) string {
	for _, at := range []string{" (", " [", " - ", " – ", " — ", ": ", " / ", "?"} {
		if before, _, ok := strings.Cut(heading, at); ok {
			heading = before
		}
	}
	return heading
}

// headingSaysMore reports whether a heading holds words that its section's role
// does not stand for. A zone in brackets was read as the zone of the times.
func (s *section) headingSaysMore() bool {
	if s.role == noRole {
		return true
	}
	title := s.title
	if cut := beforeAside(title); cut != title {
		if _, ok := zoneIn(title[len(cut):]); ok && namesOnlyZone(title[len(cut):]) {
			title = cut
		}
	}
	w := withoutNumber(words(title))
	return childRole(w, s.parent.role) == noRole && (!s.own || roleByWords(w) == noRole)
}
