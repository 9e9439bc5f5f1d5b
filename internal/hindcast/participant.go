package hindcast

// Role is a part somebody plays in a response.
type Role string

// The roles of the Security Alliance response policy, with a plain responder and
// the person who may decide beside them.
const (
	Detector             Role = "detector"
	IncidentLeader       Role = "incident_leader"
	Scribe               Role = "scribe"
	CommunicationManager Role = "communication_manager"
	SME                  Role = "sme"
	Responder            Role = "responder"
	DecisionMaker        Role = "decision_maker"
)

// Roles lists the roles in the order they are offered.
func Roles() []Role {
	return []Role{Detector, IncidentLeader, Scribe, CommunicationManager, SME, Responder, DecisionMaker}
}

// Valid reports whether r is one of the roles.
func (r Role) Valid() bool { return oneOf(r, Roles()) }

// Words returns the role as it is written for people.
func (r Role) Words() string {
	switch r {
	case IncidentLeader:
		return "incident leader"
	case CommunicationManager:
		return "communication manager"
	case SME:
		return "subject matter expert"
	case DecisionMaker:
		return "decision maker"
	}
	return string(r)
}

// Participant is a person who took part in an incident. When they were paged,
// joined and left is on the timeline (see Record.Presence).
type Participant struct {
	ID     ParticipantID
	Person Person
	Roles  []Role
	Team   string // Team is the name of the team they came from, if recorded.
	Origin Origin
}

// HasRole reports whether the participant played the role.
func (p Participant) HasRole(r Role) bool { return oneOf(r, p.Roles) }

// Validate checks the participant by itself.
func (p Participant) Validate() error {
	var problems Problems
	checkLine(&problems, "name", p.Person.Name, MaxName, p.Person.User == "")
	for _, r := range p.Roles {
		if !r.Valid() {
			problems.Add("roles", "must be among %s", join(Roles()))
		}
	}
	return problems.Err("the participant")
}
