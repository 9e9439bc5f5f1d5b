// Package api is the REST interface under /api/v1 and its OpenAPI 3.1 document.
//
// Each operation is one call of register, which names its permission: it becomes
// a line of the server's route table and an operation of the document at once.
//
//	register(a, hindcast.MayRead, op("GET /incidents/{key}", "Get an incident"), a.incident)
//
// The forms are those of package client; they are made from domain values and
// read back here, one file for each thing. Errors are problem documents (RFC
// 9457) whose errors name the field. What can be edited has an ETag, and is
// changed with If-Match; whoever changes a stale version is told with 412.
// Lists are pages with a cursor to the next one.
package api
