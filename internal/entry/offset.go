package entry

import "time"

// scanOffset reads +02:00, -0500 and, outside of sentences, +02.
func scanOffset(s *scan, inText bool) (*time.Location, bool) {
	least := 2
	if inText && isSpace(s.before()) {
		least = 4
	}
	minutes, ok := scanSigned(s, least)
	if !ok {
		return nil, false
	}
	return fixed(minutes), true
}

// scanSigned reads a signed offset written with at least so many digits. ISO
// 8601 ends the offsets in use at UTC+14 and UTC-12.
func scanSigned(s *scan, least int) (minutes int, ok bool) {
	try := *s
	sign := 1
	switch {
	case try.take('+'):
	case try.skip(isDash):
		sign = -1
	default:
		return 0, false
	}
	hours := try.digits(4)
	mins := ""
	count := len(hours)
	switch len(hours) {
	case 3, 4:
		hours, mins = hours[:len(hours)-2], hours[len(hours)-2:]
	case 1, 2:
		more := try
		if more.skip(isColon) {
			if mins = more.digits(2); len(mins) == 2 {
				try = more
				count += 2
			} else {
				mins = ""
			}
		}
	}
	minutes = number(hours)*60 + number(mins)
	if count < least || hours == "" || !try.atWordEnd() || number(mins) > 59 || minutes > 14*60 || sign < 0 && minutes > 12*60 {
		return 0, false
	}
	*s = try
	return sign * minutes, true
}

func fixed(minutes int) *time.Location {
	if minutes == 0 {
		return time.UTC
	}
	return time.FixedZone("", minutes*60)
}
