def post_fork(server, worker):
    # What `opentelemetry-instrument` does, but in the worker: neither gRPC nor the SDK's threads are safe to fork.
    auto_instrumentation.initialize()
