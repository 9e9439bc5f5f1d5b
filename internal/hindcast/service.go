package hindcast

// Service is what can break.
type Service struct {
	ID   ServiceID
	Name string
	Core bool   // Core services are those whose loss is a crisis.
	Team string // Team is the name of the team that looks after it.
}

// Team looks after services.
type Team struct {
	ID      TeamID
	Name    string
	Members []Person
}

// Validate checks the service by itself.
func (s Service) Validate() error {
	var p Problems
	checkLine(&p, "name", s.Name, MaxName, true)
	return p.Err("the service")
}

// Validate checks the team by itself.
func (t Team) Validate() error {
	var p Problems
	checkLine(&p, "name", t.Name, MaxName, true)
	return p.Err("the team")
}
