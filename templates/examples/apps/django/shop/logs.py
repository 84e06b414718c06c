from pythonjsonlogger.json import JsonFormatter as Base

# What the instrumentation calls them, and what everyone else does.
NAMES = {"otelTraceID": "trace_id", "otelSpanID": "span_id"}
# Always the same, or not for people.
LEFT_OUT = ("otelServiceName", "otelTraceSampled", "taskName", "request", "status_code")
NO_TRACE = "0"


class JsonFormatter(Base):
    """A log record as one line of JSON, with the id of its trace when it has one."""

    def __init__(self):
        super().__init__(["asctime", "levelname", "name", "message"])

    def process_log_record(self, log_data):
        for theirs, ours in NAMES.items():
            value = log_data.pop(theirs, NO_TRACE)
            if value != NO_TRACE:
                log_data[ours] = value
        for name in LEFT_OUT:
            log_data.pop(name, None)
        return log_data
