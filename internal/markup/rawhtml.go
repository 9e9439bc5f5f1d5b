package markup

import "strings"

// showUnknown prepares raw HTML for the sanitiser, which would remove what it
// does not allow: tags of elements we do not know are escaped, so that they are
// read instead of lost. Comments go; people write them to hide them.
func showUnknown(raw string) string {
	var b strings.Builder
	lastEnd := strings.LastIndex(raw, "-->")
	for at := 0; ; {
		start := strings.IndexByte(raw, '<')
		if start < 0 {
			b.WriteString(raw)
			return b.String()
		}
		b.WriteString(raw[:start])
		raw, at = raw[start:], at+start
		if strings.HasPrefix(raw, "<!--") && at+len("<!--") <= lastEnd {
			end := strings.Index(raw[len("<!--"):], "-->") + len("<!---->")
			raw, at = raw[end:], at+end
			continue
		}
		if elements[tagName(raw)] == unknown {
			b.WriteString("&lt;")
		} else {
			b.WriteByte('<')
		}
		raw, at = raw[1:], at+1
	}
}

// tagName returns the element a tag at the start of s opens or closes, in lower
// case, or "".
func tagName(s string) string {
	s = strings.TrimPrefix(s[1:], "/")
	const longest = 10 // of the names in elements
	for i := 0; i < len(s) && i <= longest; i++ {
		c := s[i]
		switch {
		case c >= 'a' && c <= 'z', c >= 'A' && c <= 'Z', i > 0 && c >= '0' && c <= '9':
		case c == ' ', c == '\t', c == '\n', c == '>', c == '/':
			return strings.ToLower(s[:i])
		default:
			return ""
		}
	}
	return ""
}
