package archive

import (
	"bytes"
	"errors"
	"fmt"
	"strconv"
	"unicode/utf8"
)

// A row is one line: a JSON array of strings and integers, without spaces. Of
// the escapes of JSON only those are used that have to be, so that a row has one
// form and two tables are equal when their bytes are.

// appendLine writes a row. The error says which value cannot be written.
func appendLine(line []byte, values []any) ([]byte, error) {
	line = append(line, '[')
	for i, value := range values {
		if i > 0 {
			line = append(line, ',')
		}
		switch v := value.(type) {
		case int64:
			line = strconv.AppendInt(line, v, 10)
		case string:
			if !utf8.ValidString(v) {
				return line, fmt.Errorf("value %d is not valid UTF-8", i+1)
			}
			line = appendText(line, v)
		default:
			return line, fmt.Errorf("value %d is a %T", i+1, value)
		}
	}
	return append(line, ']', '\n'), nil
}

const hexDigits = "0123456789abcdef"

func appendText(line []byte, s string) []byte {
	line = append(line, '"')
	start := 0
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c >= ' ' && c != '"' && c != '\\' {
			continue
		}
		line = append(line, s[start:i]...)
		start = i + 1
		switch c {
		case '"', '\\':
			line = append(line, '\\', c)
		case '\n':
			line = append(line, '\\', 'n')
		default:
			line = append(line, '\\', 'u', '0', '0', hexDigits[c>>4], hexDigits[c&15])
		}
	}
	return append(append(line, s[start:]...), '"')
}

var errLine = errors.New("not a row")

// parseLine reads what appendLine wrote, without the newline, and nothing else.
func parseLine(line []byte) ([]any, error) {
	control := func(r rune) bool { return r < ' ' }
	if len(line) < 2 || line[0] != '[' || line[len(line)-1] != ']' || !utf8.Valid(line) || bytes.ContainsFunc(line, control) {
		return nil, errLine
	}
	rest := line[1:]
	var values []any
	for {
		var value any
		var ok bool
		if value, rest, ok = parseValue(rest); !ok || len(rest) == 0 {
			return nil, errLine
		}
		values = append(values, value)
		end := rest[0]
		rest = rest[1:]
		switch {
		case end == ']' && len(rest) == 0:
			return values, nil
		case end != ',':
			return nil, errLine
		}
	}
}

func parseValue(from []byte) (value any, rest []byte, ok bool) {
	if len(from) > 0 && from[0] == '"' {
		return parseText(from[1:])
	}
	end := bytes.IndexAny(from, ",]")
	if end <= 0 {
		return nil, nil, false
	}
	n, err := strconv.ParseInt(string(from[:end]), 10, 64)
	return n, from[end:], err == nil && string(strconv.AppendInt(nil, n, 10)) == string(from[:end])
}

// parseText reads behind the opening quote up to behind the closing one.
func parseText(from []byte) (value any, rest []byte, ok bool) {
	end := bytes.IndexAny(from, `"\`)
	if end < 0 {
		return nil, nil, false
	}
	if from[end] == '"' {
		return string(from[:end]), from[end+1:], true
	}
	text := append(make([]byte, 0, 2*end+64), from[:end]...)
	for from = from[end:]; len(from) > 0; {
		switch c := from[0]; {
		case c == '"':
			return string(text), from[1:], true
		case c != '\\':
			text = append(text, c)
			from = from[1:]
		default:
			plain, length := unescape(from)
			if length == 0 {
				return nil, nil, false
			}
			text = append(text, plain)
			from = from[length:]
		}
	}
	return nil, nil, false
}

// unescape returns the character an escape stands for and the escape's length,
// 0 for one that appendText does not write.
func unescape(from []byte) (plain byte, length int) {
	switch {
	case len(from) >= 2 && (from[1] == '"' || from[1] == '\\'):
		return from[1], 2
	case len(from) >= 2 && from[1] == 'n':
		return '\n', 2
	case len(from) >= 6 && string(from[1:4]) == "u00":
		high, low := bytes.IndexByte([]byte(hexDigits), from[4]), bytes.IndexByte([]byte(hexDigits), from[5])
		if c := high<<4 | low; high >= 0 && low >= 0 && c < ' ' && c != '\n' {
			return byte(c), 6
		}
	}
	return 0, 0
}
