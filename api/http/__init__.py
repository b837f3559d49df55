"""GraphQL over HTTP and what stands around it.

requests    what a request asks, or why it is refused
graphql     the endpoint
persisted   operations by their hash, trusted documents
gate        how many run at once and how many may wait
framing     request ids, security headers, the log
slashes     addresses with a slash too many
access      bearer tokens
pages       start page, SDL, playground
health      liveness and readiness
"""
