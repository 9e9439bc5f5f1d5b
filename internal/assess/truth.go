package assess

// truth is what a record says of a statement: that it holds, that it does not, or
// nothing. Combining follows Kleene's strong logic of three values, so that what
// is not recorded never decides.
type truth int

const (
	unknown truth = iota
	no
	yes
)

func truthOf(holds bool) truth {
	if holds {
		return yes
	}
	return no
}

func (t truth) and(other truth) truth {
	switch {
	case t == no || other == no:
		return no
	case t == unknown || other == unknown:
		return unknown
	}
	return yes
}

func (t truth) or(other truth) truth {
	switch {
	case t == yes || other == yes:
		return yes
	case t == unknown || other == unknown:
		return unknown
	}
	return no
}
