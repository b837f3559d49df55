"""GraphQL over HTTP and what stands around it.

addresses   the addresses of this server
requests    what a request asks, or why it is refused
graphql     the endpoint
tables      tables at addresses of their own
responses   answers as responses
persisted   operations by their hash, trusted documents
pieces      large bodies piece by piece
clients     who asks, by token or address
gate        how many run at once and how many may wait
leaving     clients that go away before they have their answer
outermost   request ids, security headers, the log
unforeseen  what raises where nobody foresaw it
naming      what an operation is called
current     what the log says of the request being served
traced      spans of requests
metrics     figures for Prometheus
slashes     addresses with a slash too many
access      bearer tokens
caching     how long caches may give what is read without asking
hosts       for which names it answers, and who asks from this machine
pages       start page, SDL, playground
health      liveness and readiness
logs        logs as JSON
"""
