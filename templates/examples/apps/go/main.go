// A checkout service and the payments service that it calls, in one program.
package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"os"
	"os/signal"
	"strconv"
	"syscall"
	"time"
)

func main() {
	slog.SetDefault(slog.New(traceHandler{slog.NewJSONHandler(os.Stdout, nil)}))
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGINT, syscall.SIGTERM)
	defer stop()
	if err := run(ctx); err != nil {
		slog.Error("ended", "error", err)
		os.Exit(1)
	}
}

// run serves until ctx is done, finishes the requests in flight, and then sends the last spans.
func run(ctx context.Context) (err error) {
	shutdownTracing, err := startTracing(ctx)
	if err != nil {
		return fmt.Errorf("start tracing: %w", err)
	}
	patience := func() (context.Context, context.CancelFunc) {
		return context.WithTimeout(context.Background(), 10*time.Second)
	}
	defer func() {
		ctx, cancel := patience()
		defer cancel()
		err = errors.Join(err, shutdownTracing(ctx))
	}()

	port := env("PORT", "8080")
	slowPaymentMs, err := strconv.Atoi(env("SLOW_PAYMENT_MS", "700"))
	if err != nil {
		return fmt.Errorf("SLOW_PAYMENT_MS: %w", err)
	}
	app := shop{
		paymentsURL: env("PAYMENTS_URL", "http://localhost:"+port+"/payments"),
		slowPayment: time.Duration(slowPaymentMs) * time.Millisecond,
	}
	server := &http.Server{
		Addr:              net.JoinHostPort("", port),
		Handler:           app.handler(),
		ReadHeaderTimeout: 5 * time.Second,
	}
	failed := make(chan error, 1)
	go func() { failed <- server.ListenAndServe() }()
	slog.Info("listening", "port", port)

	select {
	case err := <-failed:
		return err
	case <-ctx.Done():
	}
	slog.Info("stopping")
	ctx, cancel := patience()
	defer cancel()
	return server.Shutdown(ctx)
}

func env(name, otherwise string) string {
	if value, ok := os.LookupEnv(name); ok {
		return value
	}
	return otherwise
}
