package main

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"time"
)

// shop serves both services.
type shop struct {
	// paymentsURL is all of what a checkout calls.
	paymentsURL string
	slowPayment time.Duration
}

// payment is what the payments service answers.
type payment struct {
	ID string `json:"id"`
}

func (s shop) handler() http.Handler {
	mux := http.NewServeMux()
	mux.Handle("GET /healthz", endpoint(s.healthz))
	mux.Handle("GET /checkout", endpoint(s.checkout))
	mux.Handle("GET /payments", endpoint(s.payments))
	return traced(mux)
}

func (s shop) healthz(*http.Request) (any, error) {
	return map[string]string{"status": "ok"}, nil
}

func (s shop) checkout(r *http.Request) (any, error) {
	ctx, cancel := context.WithTimeout(r.Context(), 30*time.Second)
	defer cancel()
	// The trace context travels in the headers of this call.
	call, err := http.NewRequestWithContext(ctx, http.MethodGet, s.paymentsURL+"?"+r.URL.RawQuery, nil)
	if err != nil {
		return nil, err
	}
	answer, err := tracedClient.Do(call)
	if err != nil {
		return nil, err
	}
	defer answer.Body.Close()
	if answer.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("payments answered %d", answer.StatusCode)
	}
	var paid payment
	if err := json.NewDecoder(answer.Body).Decode(&paid); err != nil {
		return nil, fmt.Errorf("payments: %w", err)
	}
	slog.InfoContext(ctx, "order paid", "payment", paid.ID)
	return map[string]any{"status": "paid", "payment": paid}, nil
}

func (s shop) payments(r *http.Request) (any, error) {
	query := r.URL.Query()
	if query.Has("slow") {
		select {
		case <-time.After(s.slowPayment):
		case <-r.Context().Done():
			return nil, r.Context().Err()
		}
	}
	if query.Has("fail") {
		return nil, errors.New("card declined")
	}
	return payment{ID: rand.Text()}, nil
}

// endpoint answers with JSON, and with 500 when there is an error: that marks the span as failed, so the collector keeps
// the trace. A 4xx answer would not.
type endpoint func(*http.Request) (any, error)

func (e endpoint) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	status := http.StatusOK
	body, err := e(r)
	if err != nil {
		slog.ErrorContext(r.Context(), "request failed", "path", r.URL.Path, "error", err)
		status = http.StatusInternalServerError
		body = map[string]string{"error": err.Error()}
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	if err := json.NewEncoder(w).Encode(body); err != nil {
		slog.ErrorContext(r.Context(), "answer not sent", "error", err)
	}
}
