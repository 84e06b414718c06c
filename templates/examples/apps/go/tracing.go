package main

import (
	"context"
	"log/slog"
	"net/http"

	"go.opentelemetry.io/contrib/exporters/autoexport"
	"go.opentelemetry.io/contrib/instrumentation/net/http/otelhttp"
	"go.opentelemetry.io/contrib/propagators/autoprop"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/sdk/trace"
	api "go.opentelemetry.io/otel/trace"
)

// All that Go needs in code. Where spans go, under which name, by which protocol and with which headers is said by the
// OTEL_ variables.

// startTracing makes spans go where the environment says. The function that it returns sends the last ones.
func startTracing(ctx context.Context) (shutdown func(context.Context) error, err error) {
	exporter, err := autoexport.NewSpanExporter(ctx)
	if err != nil {
		return nil, err
	}
	provider := trace.NewTracerProvider(trace.WithBatcher(exporter))
	otel.SetTracerProvider(provider)
	otel.SetTextMapPropagator(autoprop.NewTextMapPropagator())
	return provider.Shutdown, nil
}

// traced gives each request of a handler a span.
func traced(handler http.Handler) http.Handler {
	return otelhttp.NewHandler(handler, "http")
}

// tracedClient gives each call a span, and sends the trace context along.
var tracedClient = &http.Client{Transport: otelhttp.NewTransport(http.DefaultTransport)}

// traceHandler adds the ids of the context's span to each log record.
type traceHandler struct{ slog.Handler }

func (h traceHandler) Handle(ctx context.Context, record slog.Record) error {
	if span := api.SpanContextFromContext(ctx); span.IsValid() {
		record.AddAttrs(
			slog.String("trace_id", span.TraceID().String()),
			slog.String("span_id", span.SpanID().String()),
		)
	}
	return h.Handler.Handle(ctx, record)
}

func (h traceHandler) WithAttrs(attrs []slog.Attr) slog.Handler {
	return traceHandler{h.Handler.WithAttrs(attrs)}
}

func (h traceHandler) WithGroup(name string) slog.Handler {
	return traceHandler{h.Handler.WithGroup(name)}
}
