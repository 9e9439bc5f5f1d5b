package store

import (
	"fmt"
	"slices"
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
			return i.Title, strings.Join(slices.Concat([]string{i.Key, i.Type}, i.Services, i.Labels), "\n")
		},
		derived: derivedTimes,
		follow:  followIncident,
	}
}

// followIncident keeps what hangs on an incident itself.
func followIncident(t *Tx, k *Kept[hindcast.Incident], s step) error {
	id := string(k.Value.ID)
	switch s {
	case adding:
		if k.Value.Visibility == hindcast.Restricted {
			t.deriveLater(k.Value.ID, derivation{readers: true})
		}
		return deriveTags(t, &k.Value)
	case changing:
		t.deriveLater(k.Value.ID, derivation{times: true, readers: true})
		if _, err := t.execQuietly("delete from incident_tags where incident_id = $1", id); err != nil {
			return err
		}
		return deriveTags(t, &k.Value)
	}
	for _, name := range []string{"incident_tags", "incident_people", "incident_readers", "incident_teams", "review_incidents", "imports", "shared_texts", "text_updates"} {
		if _, err := t.execQuietly("delete from "+name+" where incident_id = $1", id); err != nil {
			return err
		}
	}
	delete(t.derive, k.Value.ID)
	_, err := t.execQuietly("insert into retired_keys (number) select key_number from incidents where id = $1", id)
	return err
}

// deriveTags writes down the services and labels that lists are narrowed by,
// folded, so that case does not matter.
func deriveTags(t *Tx, i *hindcast.Incident) error {
	rows, seen := &rowValues{}, map[string]bool{}
	note := func(kind string, names []string) {
		for _, name := range names {
			if name = hindcast.Fold(name); !seen[kind+name] {
				seen[kind+name] = true
				rows.row()
				rows.add(string(i.ID), kind, name)
			}
		}
	}
	note("service", i.Services)
	note("label", i.Labels)
	return t.insertDerived("incident_tags (incident_id, kind, name)", rows)
}

// keyNumber keeps "INC-42" as 42, so that keys sort and the next one is found.
func keyNumber() column[hindcast.Incident] {
	return column[hindcast.Incident]{"key_number",
		func(i *hindcast.Incident) (any, error) {
			n, ok := numberOfKey(i.Key)
			if !ok {
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

func incidentKey(number int64) string { return keyPrefix + strconv.FormatInt(number, 10) }

// numberOfKey reads a key exactly as incidentKey writes it.
func numberOfKey(key string) (n int64, ok bool) {
	digits, prefixed := strings.CutPrefix(key, keyPrefix)
	n, err := strconv.ParseInt(digits, 10, 64)
	return n, prefixed && err == nil && n > 0 && incidentKey(n) == key
}

// Incidents changes incidents.
func (t *Tx) Incidents() Shelf[hindcast.Incident] {
	return Shelf[hindcast.Incident]{t, t.store.tables.incidents}
}

// NextKey returns the key of the next incident: "INC-1", "INC-2" and so on. The
// key of an incident that was removed is never given again.
func (t *Tx) NextKey() (string, error) {
	var last int64
	err := t.sql.QueryRowContext(t.ctx, `select coalesce(max(number), 0) from
		(select max(key_number) number from incidents union all select max(number) number from retired_keys) k`).Scan(&last)
	return incidentKey(last + 1), t.note("find the next key", err)
}
