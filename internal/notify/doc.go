// Package notify carries messages out: e-mail to people through the configured
// mail server, and signed webhooks to programs through the guarded door.
//
// It only sends. Who is told what, and whether they may know it, is decided
// before: a message is made for one reader, from what that reader may see.
package notify
