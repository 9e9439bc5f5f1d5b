package writeup

import "github.com/hindcast/hindcast/internal/hindcast"

// people is the directory of a carrier: which user a name stands for, so that the
// names of the body and the carrier need no identifiers beside them. A name that
// stands for several people is not in it.
type people struct {
	users map[string]hindcast.UserID
	names []string // names in the directory, in the order they are met
	vague map[string]bool
}

func newPeople() *people {
	return &people{users: map[string]hindcast.UserID{}, vague: map[string]bool{}}
}

// meet learns of a person. Names that stand for two users, or once for a user and
// once for nobody known, are vague.
func (b *people) meet(p hindcast.Person) {
	if p.Name == "" || b.vague[p.Name] {
		return
	}
	known, met := b.users[p.Name]
	switch {
	case !met:
		b.users[p.Name] = p.User
		b.names = append(b.names, p.Name)
	case known != p.User:
		b.vague[p.Name] = true
	}
}

// of returns the person a name stands for.
func (b *people) of(name string) hindcast.Person {
	if b.vague[name] {
		return hindcast.Person{Name: name}
	}
	return hindcast.Person{Name: name, User: b.users[name]}
}

// listed returns the people the directory holds.
func (b *people) listed() []hindcast.Person {
	var list []hindcast.Person
	for _, name := range b.names {
		if !b.vague[name] && b.users[name] != "" {
			list = append(list, hindcast.Person{Name: name, User: b.users[name]})
		}
	}
	return list
}

// node writes a person: the name alone where that says all.
func (b *people) node(p hindcast.Person) *node {
	if b.of(p.Name) == p {
		return newScalar(p.Name)
	}
	n := &node{kind: mapNode}
	if p.Name != "" {
		n.set("name", newScalar(p.Name))
	}
	n.set("user", newScalar(string(p.User)))
	return n
}

// read reads what node wrote.
func (b *people) read(n *node, p *hindcast.Person) bool {
	switch n.kind {
	case scalarNode:
		*p = b.of(n.scalar)
		return true
	case mapNode:
		*p = hindcast.Person{}
		for i, key := range n.keys {
			switch key {
			case "name":
				p.Name = n.items[i].scalar
			case "user":
				p.User = hindcast.UserID(n.items[i].scalar)
			default:
				return false
			}
		}
		return true
	}
	return false
}

// person carries a person.
func (f *fields) person(key string, v *hindcast.Person) {
	if f.writing {
		if !v.IsZero() {
			f.node.set(key, f.book.node(*v))
		}
		return
	}
	if n := f.find(key); n != nil && !f.book.read(n, v) {
		f.complain(n, key+" takes a name, or a name and a user")
	}
}

// persons carries a list of people.
func (f *fields) persons(key string, v *[]hindcast.Person) {
	list(f, key, v, func(p *hindcast.Person) *node { return f.book.node(*p) }, f.book.read)
}

// everybody calls visit for the people a record names, in a fixed order.
func everybody(r *hindcast.Record, visit func(hindcast.Person)) {
	for _, p := range r.Participants {
		visit(p.Person)
	}
	visit(r.Incident.CreatedBy)
	visit(r.Review.Facilitator)
	for _, list := range [][]hindcast.Person{r.Review.Authors, r.Review.Attendees, r.Review.Invited} {
		for _, p := range list {
			visit(p)
		}
	}
	for _, f := range r.Review.Findings {
		visit(f.Disposition.By)
	}
	for _, a := range r.Actions {
		visit(a.Owner)
	}
	for _, e := range r.Timeline {
		visit(e.Actor)
		visit(e.EnteredBy)
		for _, c := range e.History {
			visit(c.By)
		}
	}
	for _, e := range r.Evidence {
		visit(e.CollectedBy)
		for _, c := range e.Custody {
			visit(c.By)
		}
	}
}

// name gives the people of the body the users their names stand for.
func name(r *hindcast.Record, book *people) {
	known := func(p *hindcast.Person) {
		if p.User == "" && p.Name != "" {
			*p = book.of(p.Name)
		}
	}
	for _, list := range [][]hindcast.Person{r.Review.Authors, r.Review.Attendees} {
		for i := range list {
			known(&list[i])
		}
	}
	for i := range r.Actions {
		known(&r.Actions[i].Owner)
	}
	for i := range r.Timeline {
		known(&r.Timeline[i].Actor)
	}
	for i := range r.Participants {
		known(&r.Participants[i].Person)
	}
}
