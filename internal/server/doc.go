// Package server answers HTTP: the route table in which every line names who may
// use it, the middleware around it, health and metrics, and the one place where
// an error becomes a status.
//
// Delivery rooms hand it groups of routes. A group knows how its callers are
// recognised (a cookie, a bearer token) and how its errors are shown (a page, a
// problem document):
//
//	server.Group{
//		Routes:       []server.Route{{Pattern: "GET /incidents", Needs: hindcast.MayRead, Serve: p.incidents}},
//		Authenticate: p.session,
//		Fail:         p.fail,
//	}
package server
