package client

import (
	"context"
	"net/http"
	"net/url"
)

// Documents lists the library. Revisions have no body here, and proposals are left
// out: Document has them.
func (c *Client) Documents(ctx context.Context, after string, limit int) (p Page[Document], err error) {
	return p, c.do(ctx, call{method: http.MethodGet, path: "/documents", query: paging{after, limit}.onto(url.Values{}), answer: &p})
}

// Document returns one document with its revisions and what is proposed.
func (c *Client) Document(ctx context.Context, id string) (d Document, err error) {
	return d, c.do(ctx, call{method: http.MethodGet, path: at("documents", id), answer: &d})
}

// AddDocument adds a document, without a text yet; once is as for OpenIncident.
func (c *Client) AddDocument(ctx context.Context, n NewDocument, once string) (d Document, err error) {
	return d, c.do(ctx, call{method: http.MethodPost, path: "/documents", body: n, answer: &d, once: once})
}

// ChangeDocument changes what is said of a document, from the version it was read
// with.
func (c *Client) ChangeDocument(ctx context.Context, id string, version int64, n NewDocument) (d Document, err error) {
	return d, c.do(ctx, call{method: http.MethodPut, path: at("documents", id), body: n, answer: &d, version: version})
}

// ProposeRevision proposes a text for a document; once is as for OpenIncident.
func (c *Client) ProposeRevision(ctx context.Context, id string, n NewRevision, once string) (p Proposal, err error) {
	return p, c.do(ctx, call{method: http.MethodPost, path: at("documents", id, "proposals"), body: n, answer: &p, once: once})
}

// Starters lists the starter set.
func (c *Client) Starters(ctx context.Context) (p Page[Starter], err error) {
	return p, c.do(ctx, call{method: http.MethodGet, path: "/starters", answer: &p})
}

// TakeStarters takes documents of the starter set into the library as proposals,
// and returns those that were not there yet.
func (c *Client) TakeStarters(ctx context.Context, names ...string) (p Page[Starter], err error) {
	return p, c.do(ctx, call{method: http.MethodPost, path: "/starters", body: StarterChoice{Names: names}, answer: &p})
}
