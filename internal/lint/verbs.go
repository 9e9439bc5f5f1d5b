package lint

import "strings"

// mental reports whether only minds do what the verb says, in its base form or
// as a participle.
func mental(word string) bool {
	switch word {
	case "know", "known", "notice", "noticed", "realise", "realised", "realize", "realized", "recognise", "recognised",
		"recognize", "recognized", "think", "thought", "remember", "remembered", "understand", "understood", "consider",
		"considered", "foresee", "foreseen", "anticipate", "anticipated", "pay", "paid", "ask", "asked", "care", "cared", "listen",
		"listened", "double-check", "double-checked", "learn", "learned", "learnt", "read", "doubt", "doubted", "bother", "bothered",
		"expect", "expected", "communicate", "communicated", "consult", "consulted", "appreciate", "appreciated", "question", "questioned":
		return true
	}
	return false
}

// attentive reports whether a verb is about care or attention in people, though
// software may do the same: check, see, catch.
func attentive(word string) bool {
	switch word {
	case "see", "seen", "spot", "spotted", "check", "checked", "verify", "verified", "look", "looked", "review", "reviewed",
		"test", "tested", "catch", "caught", "escalate", "escalated", "inform", "informed", "tell", "told", "warn", "warned",
		"follow", "followed", "acknowledge", "acknowledged", "call", "called", "raise", "raised", "report", "reported", "document",
		"documented", "coordinate", "coordinated", "react", "reacted", "respond", "responded", "renew", "renewed", "prevent", "prevented",
		"avoid", "avoided", "wait", "waited", "stop", "stopped", "investigate", "investigated", "mention", "mentioned", "validate",
		"validated", "monitor", "monitored", "prepare", "prepared", "declare", "declared", "plan", "planned", "find", "found":
		return true
	}
	return mental(word)
}

// perceives reports whether a verb is about having noticed or known: what hindsight
// adds most readily, even to a team that speaks of itself.
func perceives(word string) bool {
	switch word {
	case "known", "noticed", "seen", "spotted", "realised", "realized", "recognised", "recognized", "foreseen", "anticipated",
		"remembered", "understood", "thought", "caught":
		return true
	}
	return false
}

// access reports whether a verb is about reaching or using a system. That people
// failed to do so is what an outage looks like.
func access(word string) bool {
	switch word {
	case "log", "login", "sign", "connect", "authenticate", "access", "reach", "load", "open", "receive", "get", "push", "pull",
		"clone", "deploy", "build", "upload", "download", "join", "start", "run", "find", "reproduce", "log-in", "fetch", "use", "view",
		"create", "merge", "save", "publish", "release", "restore", "recover", "restart", "ssh":
		return true
	}
	return false
}

// participle reports whether a word can follow "should have".
func participle(word string) bool {
	switch word {
	case "known", "seen", "caught", "told", "done", "taken", "given", "made", "thought", "found", "kept", "left", "sent", "written",
		"run", "set", "put", "gone", "read", "paid", "understood", "foreseen", "held", "begun", "chosen", "spoken", "brought", "shut",
		"cut", "stuck", "led", "let", "said", "come", "asked", "rung", "woken", "learnt", "taught":
		return true
	case "need", "speed", "seed", "feed", "embed", "red", "received", "gained", "limited", "unlimited", "unrestricted":
		return false
	}
	return len(word) > 3 && strings.HasSuffix(word, "ed")
}

// describes reports whether a participle is as often an adjective: "should have
// documented procedures" asks for procedures.
func describes(word string) bool {
	switch word {
	case "restricted", "increased", "reduced", "shared", "dedicated", "elevated", "detailed", "updated", "improved", "needed",
		"required", "automated", "documented", "tested", "written", "defined", "approved", "trained", "assigned", "designated",
		"enhanced", "simplified", "centralised", "centralized", "standardised", "standardized", "set", "left", "cut", "read", "verified",
		"delegated", "separated", "isolated", "protected", "advanced", "fixed", "planned":
		return true
	}
	return false
}

// afterVerb reports whether a token can follow a verb and not an adjective.
func afterVerb(t token) bool {
	if t.kind != word {
		return true
	}
	switch t.word {
	case "the", "a", "an", "this", "that", "these", "those", "it", "them", "him", "her", "his", "their", "our", "its", "my", "whether",
		"if", "with", "for", "before", "after", "against", "in", "on", "all", "every", "each", "both", "more", "first", "earlier",
		"sooner", "and", "or", "to", "at", "when", "what", "how", "up", "us", "back", "off", "out", "instead", "because", "by":
		return true
	}
	return adverb(t.word)
}

// spoils reports whether a past tense says that what somebody did went wrong.
func spoils(word string) bool {
	switch word {
	case "misconfigured", "mistyped", "misread", "misjudged", "misunderstood", "misdiagnosed", "mishandled", "misinterpreted",
		"miscommunicated", "botched", "bungled", "neglected", "overlooked", "disregarded", "ignored", "violated", "fumbled":
		return true
	}
	return false
}

// harm reports whether a noun names something that went wrong.
func harm(word string) bool {
	switch word {
	case "outage", "incident", "problem", "issue", "failure", "downtime", "breach", "disruption", "mess", "crash", "leak", "loss",
		"disaster", "accident", "mistake", "error", "outages", "losses", "delay":
		return true
	}
	return false
}

// lapse reports whether a noun names somebody's error.
func lapse(word string) bool {
	switch strings.TrimSuffix(word, "s") {
	case "mistake", "fault", "oversight", "blunder", "carelessnes", "negligence", "forgetfulnes", "incompetence", "inattention",
		"lazines", "sloppines", "recklessnes", "slip-up", "screw-up", "ignorance":
		return true
	}
	return false
}

// flawed reports whether an adjective judges somebody's work.
func flawed(word string) bool {
	switch word {
	case "faulty", "buggy", "bad", "sloppy", "untested", "unreviewed", "poor", "shoddy":
		return true
	}
	return false
}

// missable reports whether a noun names what somebody is blamed for missing.
func missable(word string) bool {
	switch word {
	case "alert", "alerts", "alarm", "page", "warning", "warnings", "bug", "bugs", "error", "errors", "issue", "problem", "sign", "signs",
		"signal", "step", "check", "notification":
		return true
	}
	return false
}
