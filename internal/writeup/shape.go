package writeup

// Shape names the template a document follows.
type Shape string

// The shapes that are told apart, after the headings each template has.
const (
	ShapeIncidentLog Shape = "seal-incident-log" // Security Alliance incident log
	ShapePostMortem  Shape = "seal-post-mortem"  // Security Alliance post-mortem
	ShapeGoogle      Shape = "google-sre"        // Site Reliability Engineering, appendix D
	ShapeAtlassian   Shape = "atlassian"         // Atlassian incident handbook
	ShapePagerDuty   Shape = "pagerduty"         // PagerDuty post-mortem guide
	ShapeDFDS        Shape = "dfds"              // DFDS post-mortems
	ShapeOther       Shape = "other"
)

// shapeWords are headings that tell a shape.
type shapeWords struct {
	shape Shape
	words []string
}

// shapeHeadings lists, by shape, the headings that tell it from the others.
func shapeHeadings() []shapeWords {
	return []shapeWords{
		{ShapeIncidentLog, []string{"roles", "communication channels", "investigation", "what we know", "communications sent", "resolution summary", "post incident", "links evidence", "immediate"}},
		{ShapePostMortem, []string{"metadata", "primary cause", "5 whys", "where we got lucky", "lessons for runbooks", "what went wrong", "meeting notes", "reputation"}},
		{ShapeGoogle, []string{"trigger", "root causes", "lessons learned", "where we got lucky", "supporting information", "detection", "resolution"}},
		{ShapeAtlassian, []string{"leadup", "lead up", "fault", "recovery", "backlog check", "recurrence", "five whys", "five whys root cause identification", "corrective actions", "response"}},
		{ShapePagerDuty, []string{"overview", "what happened", "responders", "howd we do", "what went well", "what didnt go so well", "action items", "messaging"}},
		{ShapeDFDS, []string{"contributing factors", "stats", "attendees", "atendees", "lessons learned", "action items"}},
	}
}

// shape returns the shape of which the document has most headings, at least
// three; the first named wins a tie.
func (r *reader) shape() Shape {
	seen := map[string]bool{}
	for _, s := range r.sections {
		seen[words(s.title)] = true
	}
	best, most := ShapeOther, 2
	for _, candidate := range shapeHeadings() {
		n := 0
		for _, w := range candidate.words {
			if seen[w] {
				n++
			}
		}
		if n > most {
			best, most = candidate.shape, n
		}
	}
	return best
}
