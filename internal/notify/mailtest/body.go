package mailtest

import (
	"encoding/base64"
	"io"
	"mime/quotedprintable"
	netmail "net/mail"
	"strings"
)

// body undoes the encoding a message travelled in.
func body(m *netmail.Message) (string, error) {
	r := m.Body
	switch strings.ToLower(m.Header.Get("Content-Transfer-Encoding")) {
	case "quoted-printable":
		r = quotedprintable.NewReader(r)
	case "base64":
		r = base64.NewDecoder(base64.StdEncoding, r)
	}
	read, err := io.ReadAll(r)
	return text(read), err
}
