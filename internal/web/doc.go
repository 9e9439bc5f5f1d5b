// Package web is the pages: one file per page with its templ template and its
// view model beside it, routes.go with the table of them all, static with what
// browsers load.
//
// A handler has three steps: decode the request into what a service takes, call
// the service once, render. View models are built from domain values in the
// page's own file, so that a template formats nothing and a new domain field
// shows nowhere by itself.
//
// Reading works without JavaScript. A page that is open follows changes made
// elsewhere: its shell names what it shows (Shell.Live), static/live.js fetches
// the page anew when that changes, and morphs its main element. There are no
// fragments with addresses of their own, so nothing is shown live that the page
// itself would not show.
package web
