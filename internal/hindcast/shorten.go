package hindcast

// SubjectRoom is how many characters of a title the subject line of a mail has room
// for; ours.
const SubjectRoom = 100

// Shorten cuts a text to at most some characters, the last of which then says
// that there was more.
func Shorten(text string, most int) string {
	runes := []rune(text)
	if len(runes) <= most {
		return text
	}
	return string(runes[:most-1]) + "…"
}
