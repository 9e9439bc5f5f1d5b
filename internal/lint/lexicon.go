package lint

import "strings"

// The lists of this file are ours. They hold what reviews of incidents are full
// of, and leave out words that name software as often as people ("agent",
// "manager", "driver", "client").

// subject says how sure it is that a word means a person.
type subject uint8

const (
	nobody   subject = iota
	ours             // "we": a team speaking of itself
	perhaps          // "they": people or things
	likely           // people more often than things: "operator", "the payments team", "@lee"
	somebody         // certainly a person
)

// pronoun returns what a pronoun in subject position stands for.
func pronoun(t token) subject {
	switch t.word {
	case "he", "she", "someone", "somebody", "anyone", "anybody":
		return somebody
	case "i":
		if t.capital {
			return somebody
		}
	case "everyone", "everybody":
		return likely
	case "we":
		return ours
	case "they":
		return perhaps
	}
	return nobody
}

// role returns what a noun for a person's work stands for.
func role(word string) subject {
	word = strings.TrimSuffix(word, "s")
	switch word {
	case "engineer", "developer", "dev", "programmer", "admin", "administrator", "sysadmin", "dba", "sre",
		"on-call", "oncall", "employee", "contractor", "colleague", "coworker", "co-worker", "intern", "teammate",
		"technician", "maintainer", "reviewer", "approver", "analyst", "architect", "consultant", "freelancer",
		"scribe", "commander", "committer", "newcomer", "junior", "person", "guy", "individual", "workmate", "signer",
		"first-responder", "team-mate", "facilitator", "staffer", "deployer":
		return somebody
	case "operator", "responder", "team", "lead", "leader", "author", "owner", "expert", "member", "crew", "staff", "people", "department":
		return likely
	}
	return nobody
}

// givenName reports whether a capitalised word is a common given name that is
// not also a tool, a month or an everyday word.
func givenName(word string) bool {
	switch word {
	case "aaron", "adam", "ahmed", "aisha", "alan", "alex", "alexander", "alice", "amanda", "amit", "amy", "anders", "andrea",
		"andrew", "andy", "anita", "anna", "anne", "anton", "arjun", "barbara", "ben", "benjamin", "bjorn", "bob", "brian", "carla",
		"carlos", "caroline", "catherine", "charlie", "chen", "chris", "christian", "christina", "claire", "dan", "daniel", "dave",
		"david", "deepak", "diego", "dmitri", "elena", "elizabeth", "emily", "emma", "eric", "erik", "eva", "fatima", "felix",
		"fiona", "francesca", "frank", "fred", "george", "hannah", "hans", "hassan", "helen", "henrik", "ian", "igor", "ines",
		"ivan", "james", "jan", "jane", "jason", "javier", "jens", "jennifer", "jessica", "joe", "john", "jonas", "jorge",
		"jose", "joseph", "juan", "julie", "karen", "karl", "kate", "katrin", "kevin", "klaus", "kumar", "lars", "laura",
		"lena", "leon", "linda", "lisa", "lucas", "luis", "luke", "maria", "marta", "martha", "magda", "mary", "mateo", "matt", "matthew", "mehmet", "mei",
		"michael", "michelle", "miguel", "mike", "mohammed", "monika", "nadia", "nancy", "natasha", "nicole", "nikolai", "nina",
		"olga", "oliver", "olivia", "omar", "paul", "pedro", "peter", "petra", "philip", "pierre", "priya", "rachel", "rahul",
		"raj", "rebecca", "richard", "robert", "rosa", "sam", "samuel", "sanjay", "sara", "sarah", "sofia", "sophie", "stefan",
		"stephen", "steve", "sven", "svetlana", "thomas", "tim", "tom", "uwe", "vera", "victor", "vikram", "wei", "yuki", "yusuf":
		return true
	}
	return false
}

// adverb reports whether a word may stand between a subject and its verb.
func adverb(word string) bool {
	switch word {
	case "not", "never", "just", "simply", "also", "then", "even", "again", "later", "still", "yet", "perhaps", "maybe", "thus",
		"easily", "really", "well", "at", "first", "once", "twice", "however", "too", "himself", "herself", "themselves", "often",
		"almost", "soon", "instead", "therefore", "both", "all", "indeed", "rightly", "certainly", "already", "always", "now", "long", "much", "definitely", "only":
		return word != "at" && word != "well"
	}
	return len(word) > 4 && strings.HasSuffix(word, "ly")
}

// preposition reports whether a word makes the noun after it something other
// than a subject. Words that also begin a clause (after, before, since, until,
// as) are left out.
func preposition(word string) bool {
	switch word {
	case "by", "of", "to", "for", "from", "with", "at", "on", "in", "into", "onto", "via", "per", "about", "against", "between",
		"without", "within", "through", "toward", "towards", "under", "over", "among", "besides", "beyond", "like", "paging",
		"notifying", "alerting", "asking", "letting", "helping", "giving", "using", "no", "behind", "near", "upon", "than":
		return true
	}
	return false
}

// determiner reports whether a word begins a noun phrase.
func determiner(word string) bool {
	switch word {
	case "the", "a", "an", "this", "that", "these", "those", "our", "their", "his", "her", "my", "your", "its", "one", "each",
		"every", "some", "any", "another", "both", "two", "neither", "either", "which", "whose":
		return true
	}
	return strings.HasSuffix(word, "'s")
}

// joins reports whether a word begins a clause, so that no noun phrase reaches
// over it.
func joins(word string) bool {
	switch word {
	case "and", "or", "but", "that", "because", "since", "when", "while", "if", "as", "although", "though", "whereas", "after",
		"before", "until", "so", "where", "then", "whether", "unless", "why", "how", "what", "which", "think", "thinks", "thought",
		"believe", "believed", "believes", "say", "says", "said", "feel", "felt", "is", "was", "were", "are", "had", "has", "have":
		return true
	}
	return false
}
