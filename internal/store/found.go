package store

import "context"

// row reads the columns of one row, as database/sql scans them.
type row = func(into ...any) error

// found reads every row of a query, in order; attempt words what failed. A query
// for a text that cannot be in a database finds nothing.
func found[T any](ctx context.Context, s *Store, attempt string, q *query, read func(row) (T, error)) ([]T, error) {
	if !q.fits() {
		return nil, nil
	}
	args := q.args
	if q.planned {
		args = s.dialect.planned(args)
	}
	rows, err := s.readers.QueryContext(ctx, q.text.String(), args...)
	if err != nil {
		return nil, s.dialect.explain(attempt, err)
	}
	defer rows.Close()
	var all []T
	for rows.Next() {
		one, err := read(rows.Scan)
		if err != nil {
			return nil, s.dialect.explain(attempt, err)
		}
		all = append(all, one)
	}
	return all, s.dialect.explain(attempt, rows.Err())
}

// cut ends a list at its page: where one row more was found than the page holds,
// another page begins after the last one shown, at its mark.
func cut[T any](rows []T, page Page, mark func(T) string) (shown []T, next string) {
	if len(rows) <= page.limit() {
		return rows, ""
	}
	rows = rows[:page.limit()]
	return rows, mark(rows[len(rows)-1])
}
