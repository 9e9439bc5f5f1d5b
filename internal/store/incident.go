package store

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// keyPrefix begins every incident key.
const keyPrefix = "INC-"

func incidentTable() *table[hindcast.Incident] {
	type I = hindcast.Incident
	columns := []column[I]{
		keyNumber(),
		text("title", func(i *I) *string { return &i.Title }),
		text("kind", func(i *I) *hindcast.IncidentKind { return &i.Kind }),
		text("type", func(i *I) *string { return &i.Type }),
		text("state", func(i *I) *hindcast.IncidentState { return &i.State }),
		integer("severity", func(i *I) *hindcast.Severity { return &i.Severity }),
		flag("near_miss", func(i *I) *bool { return &i.NearMiss }),
		list("services", func(i *I) *[]string { return &i.Services }),
		list("labels", func(i *I) *[]string { return &i.Labels }),
		text("visibility", func(i *I) *hindcast.Visibility { return &i.Visibility }),
		list("people", func(i *I) *[]hindcast.UserID { return &i.People }),
		list("teams", func(i *I) *[]hindcast.TeamID { return &i.Teams }),
		text("tlp", func(i *I) *hindcast.TLP { return &i.TLP }),
		instant("created_at", func(i *I) *time.Time { return &i.CreatedAt }),
	}
	return &table[I]{
		name: "incidents", kind: "incident",
		columns: append(columns, person("created_by", func(i *I) *hindcast.Person { return &i.CreatedBy })...),
		id:      text("id", func(i *I) *hindcast.IncidentID { return &i.ID }),
		version: func(i *I) *int64 { return &i.Version },
		words: func(i *I) (string, string) {
			return i.Title, strings.Join(append(append([]string{i.Key, i.Type}, i.Services...), i.Labels...), "\n")
		},
		derive: deriveLater,
	}
}

// keyNumber keeps "INC-42" as 42, so that keys sort and the next one is found.
func keyNumber() column[hindcast.Incident] {
	return column[hindcast.Incident]{"key_number",
		func(i *hindcast.Incident) (any, error) {
			n, err := strconv.ParseInt(strings.TrimPrefix(i.Key, keyPrefix), 10, 64)
			if err != nil || n < 1 {
				return nil, fmt.Errorf("the key %q is not %s and a number", i.Key, keyPrefix)
			}
			return n, nil
		},
		func(i *hindcast.Incident, raw any) error {
			n, err := asInt(raw)
			i.Key = incidentKey(n)
			return err
		}}
}

// Incidents changes incidents.
func (t *Tx) Incidents() Shelf[hindcast.Incident] {
	return Shelf[hindcast.Incident]{t, t.store.tables.incidents}
}

// NextKey returns the key of the next incident: "INC-1", "INC-2" and so on.
func (t *Tx) NextKey() (string, error) {
	var last int64
	if err := t.sql.QueryRowContext(t.ctx, "select coalesce(max(key_number), 0) from incidents").Scan(&last); err != nil {
		return "", err
	}
	return incidentKey(last + 1), nil
}

func incidentKey(number int64) string { return keyPrefix + strconv.FormatInt(number, 10) }
