package web

// pageLink is a word that leads somewhere.
type pageLink struct{ Text, Href string }

// factView is a name and its value.
type factView struct{ Name, Value string }

// headView is the header of a page.
type headView struct {
	Trail []pageLink // Trail is what the page belongs to, from the outside in.
	Key   string     // Key stands before the title, such as INC-42.
	Title string
	Lead  string // Lead says in a sentence what the page is, where the title does not.
	Facts []factView
}

// tabView is one view of a thing. Count says how much it holds, if that helps.
type tabView struct {
	Text, Href, Count string
	Current           bool
}

// pagerView says where a list goes on, in which direction; NewerText and OlderText
// word it where the order is not by time.
type pagerView struct {
	Newer, Older         string
	NewerText, OlderText string
}

func (p pagerView) newer() string { return firstOf(p.NewerText, "Newer") }
func (p pagerView) older() string { return firstOf(p.OlderText, "Older") }

// firstOf returns the first text that is not empty.
func firstOf(texts ...string) string {
	for _, t := range texts {
		if t != "" {
			return t
		}
	}
	return ""
}
