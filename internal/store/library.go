package store

import (
	"context"
	"slices"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// Outline is a document with its newest revision, as lists show it: without the
// text.
type Outline struct {
	Document  Kept[hindcast.Document]
	Latest    hindcast.Revision // Latest has no Body, and the number 0 where there is no revision.
	Revisions int               // Revisions counts them.
	Proposals int               // Proposals counts those that wait for approval.
}

// Outlines loads every document in the order they were added. It reads the whole
// library: a team has hundreds of documents where it has thousands of incidents.
func (s *Store) Outlines(ctx context.Context, by hindcast.Actor) ([]Outline, error) {
	var q query
	q.add(s.tables.documents.selection("coalesce(r.number, 0)", "coalesce(r.at, ?)", "coalesce(r.reason, '')", "coalesce(r.lesson, '')",
		"coalesce(r.author_user, '')", "coalesce(r.author_name, '')", "coalesce(r.approved_by_user, '')", "coalesce(r.approved_by_name, '')",
		"(select count(*) from revisions x where x.document_id = t.id)", "(select count(*) from proposals p where p.document_id = t.id)"), unrecorded)
	q.add(" left join revisions r on r.document_id = t.id and r.number = (select max(x.number) from revisions x where x.document_id = t.id)" +
		" left join incidents i on i.id = t.incident_id where ")
	q.seen("t.incident_id", by, toMicros(s.now()), "")
	q.add(" order by t.added")
	return found(ctx, s, "list documents", &q, func(scan row) (o Outline, err error) {
		var at int64
		r := &o.Latest
		o.Document, err = s.tables.documents.scan(scan, &r.Number, &at, &r.Reason, &r.Lesson, &r.Author.User, &r.Author.Name,
			&r.ApprovedBy.User, &r.ApprovedBy.Name, &o.Revisions, &o.Proposals)
		r.At = fromMicros(at)
		return o, err
	})
}

// RevisionsOf loads the revisions of a document, the oldest first.
func (s *Store) RevisionsOf(ctx context.Context, by hindcast.Actor, document hindcast.DocumentID) ([]Kept[DocumentRevision], error) {
	r := s.Revisions()
	q := r.query(by)
	q.add(" and t.document_id = ? order by t.number", string(document))
	return r.all(ctx, q)
}

// LatestRevision loads the revision of a document that is in force, whoever asks:
// what the program itself goes by. The error is NotFound when there is none.
func (s *Store) LatestRevision(ctx context.Context, document hindcast.DocumentID) (DocumentRevision, error) {
	found, err := s.tables.revisions.all(ctx, s.readers,
		s.tables.revisions.selection()+" where t.document_id = $1 order by t.number desc limit 1", string(document))
	if err != nil {
		return DocumentRevision{}, s.dialect.explain("read the revision in force", err)
	}
	if len(found) == 0 {
		return DocumentRevision{}, &hindcast.Error{Code: hindcast.NotFound, Op: "store.LatestRevision", Message: "the document has no revision"}
	}
	return found[0].Value, nil
}

// LatestNumber is the number of a document's newest revision as this update sees
// it, 0 when there is none.
func (t *Tx) LatestNumber(document hindcast.DocumentID) (int, error) {
	var number int
	err := t.sql.QueryRowContext(t.ctx, "select coalesce(max(number), 0) from revisions where document_id = $1", string(document)).Scan(&number)
	return number, t.note("read the revision in force", err)
}

// loadLibrary adds the library's runbooks and playbooks to what a record says of
// them: those that apply to the incident, and those its write-up names. The
// library knows their revisions, so it stands in for an entry of the same name.
// It is part of the record for whoever sees the incident, a guest too; the texts
// are not.
func (t tables) loadLibrary(ctx context.Context, q querier, r *hindcast.Record) error {
	books, err := t.documents.all(ctx, q, t.documents.selection()+" where t.kind in ($1, $2) order by t.added", string(hindcast.Runbook), string(hindcast.Playbook))
	if err != nil {
		return err
	}
	for _, k := range books {
		book := k.Value
		same := func(d hindcast.Document) bool {
			return d.ID == book.ID || hindcast.Fold(d.Title) == hindcast.Fold(book.Title)
		}
		named := slices.ContainsFunc(r.Runbooks, same)
		if !named && !book.AppliesTo(r.Incident) {
			continue
		}
		if book.Revisions, err = revisionDates(ctx, q, book.ID); err != nil {
			return err
		}
		if len(book.Revisions) == 0 && named {
			continue
		}
		if book.Marks, err = markDates(ctx, q, book.ID); err != nil {
			return err
		}
		r.Runbooks = append(slices.DeleteFunc(r.Runbooks, same), book)
	}
	return nil
}

// revisionDates loads the numbers and times of a document's revisions.
func revisionDates(ctx context.Context, q querier, document hindcast.DocumentID) ([]hindcast.Revision, error) {
	rows, err := q.QueryContext(ctx, "select number, at from revisions where document_id = $1 order by number", string(document))
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var found []hindcast.Revision
	for rows.Next() {
		var r hindcast.Revision
		var at int64
		if err := rows.Scan(&r.Number, &at); err != nil {
			return nil, err
		}
		r.At = fromMicros(at)
		found = append(found, r)
	}
	return found, rows.Err()
}

// markDates loads when a document was found still right, retired and restored;
// what lessons say against it is not for everybody.
func markDates(ctx context.Context, q querier, document hindcast.DocumentID) (found hindcast.DocumentMarks, err error) {
	rows, err := q.QueryContext(ctx, "select kind, at from document_marks where document_id = $1 and kind <> $2 order by added", string(document), string(hindcast.MarkContradicted))
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var m hindcast.DocumentMark
		var at int64
		if err := rows.Scan(&m.Kind, &at); err != nil {
			return nil, err
		}
		m.At = fromMicros(at)
		found = append(found, m)
	}
	return found, rows.Err()
}

// Those loads several values by their identifiers, in no order; what there is
// not, or is not the actor's to see, is left out.
func (r Reader[T]) Those(ctx context.Context, by hindcast.Actor, ids []string) ([]Kept[T], error) {
	if len(ids) == 0 {
		return nil, nil
	}
	q := r.query(by)
	q.add(" and t.id in (")
	for i, id := range ids {
		q.add(separator(i)+"?", id)
	}
	q.add(")")
	return r.all(ctx, q)
}

// DocumentNamed loads a document with its revisions by its identifier or its
// title, whoever asks: what the program itself looks at. Of several with the same
// title it is the one added first. The error is NotFound when there is none.
func (s *Store) DocumentNamed(ctx context.Context, named string) (hindcast.Document, error) {
	const attempt = "look for a document"
	absent := &hindcast.Error{Code: hindcast.NotFound, Op: "store.DocumentNamed", Message: "there is no such document"}
	if !fits(named) {
		return hindcast.Document{}, absent
	}
	t := s.tables.documents
	found, err := t.all(ctx, s.readers, t.selection()+" where t.id = $1 or t.title = $2 order by case when t.id = $1 then 0 else 1 end, t.added limit 1", named, named)
	if err == nil && len(found) == 0 {
		return hindcast.Document{}, absent
	}
	if err != nil {
		return hindcast.Document{}, s.dialect.explain(attempt, err)
	}
	d := found[0].Value
	revisions, err := s.tables.revisions.all(ctx, s.readers, s.tables.revisions.selection()+" where t.document_id = $1 order by t.number", string(d.ID))
	for _, r := range revisions {
		d.Revisions = append(d.Revisions, r.Value.Revision)
	}
	return d, s.dialect.explain(attempt, err)
}
