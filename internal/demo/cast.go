package demo

import (
	"fmt"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// organisation is the file organisation.yaml.
type organisation struct {
	Name     string
	People   []member
	Teams    []string
	Services []service
	Users    int64
	Sources  []source
	Outside  []outside
	Lessons  []lesson
}

type member struct {
	ID     string // ID is the word in the user's identifier.
	Name   string
	Role   hindcast.OrgRole
	Team   string
	Title  string
	Joined moment
}

type service struct {
	Name, Team string
	Core       bool
}

type source struct {
	Name, Volatility string
	Days             int
}

// outside is where proofs look.
type outside struct {
	Name, Base string
	Kind       hindcast.SourceKind
}

type lesson struct {
	Title, Body, Source, Link string
	TLP                       hindcast.TLP
	At                        moment
	Triage                    hindcast.Triage
	By                        string
	Because                   string
}

func (m member) person() hindcast.Person {
	return hindcast.Person{User: hindcast.UserID("usr_" + m.ID), Name: m.Name}
}

// Email is where a sample person would be written to: nowhere.
func (m member) email() string { return m.ID + "@lanternquay.test" }

// person returns the one a name stands for. People from outside have no user.
func (o organisation) person(name string) hindcast.Person {
	for _, m := range o.People {
		if m.Name == name {
			return m.person()
		}
	}
	return hindcast.Person{Name: name}
}

func (o organisation) people(names []string) []hindcast.Person {
	var list []hindcast.Person
	for _, n := range names {
		list = append(list, o.person(n))
	}
	return list
}

// actor is a person as whoever acts. Nobody named means the program itself.
func (o organisation) actor(name string) (hindcast.Actor, error) {
	if name == "" {
		return hindcast.Actor{Name: "Hindcast", Role: hindcast.Admin}, nil
	}
	for _, m := range o.People {
		if m.Name == name {
			return hindcast.Actor{User: m.person().User, Name: m.Name, Role: m.Role, From: "192.0.2.14"}, nil
		}
	}
	return hindcast.Actor{}, fmt.Errorf("nobody in the sample organisation is called %q", name)
}
