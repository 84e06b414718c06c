package main

import (
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"
)

const slowPayment = 100 * time.Millisecond

// get asks a checkout service that calls a payments service.
func get(t *testing.T, path string) (status int, body string) {
	t.Helper()
	payments := httptest.NewServer(shop{slowPayment: slowPayment}.handler())
	t.Cleanup(payments.Close)
	checkout := httptest.NewServer(shop{paymentsURL: payments.URL + "/payments"}.handler())
	t.Cleanup(checkout.Close)

	answer, err := http.Get(checkout.URL + path)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	content, err := io.ReadAll(answer.Body)
	if err != nil {
		t.Fatal(err)
	}
	return answer.StatusCode, strings.TrimSpace(string(content))
}

func TestACheckoutIsPaid(t *testing.T) {
	status, body := get(t, "/checkout")
	if status != http.StatusOK || !strings.Contains(body, `"status":"paid"`) {
		t.Errorf("got %d %s", status, body)
	}
}

func TestASlowPaymentMakesTheCheckoutSlow(t *testing.T) {
	start := time.Now()
	status, _ := get(t, "/checkout?slow=1")
	if took := time.Since(start); status != http.StatusOK || took < slowPayment {
		t.Errorf("got %d after %s", status, took)
	}
}

func TestAPaymentThatFailsMakesTheCheckoutFail(t *testing.T) {
	status, body := get(t, "/checkout?fail=1")
	if status != http.StatusInternalServerError || body != `{"error":"payments answered 500"}` {
		t.Errorf("got %d %s", status, body)
	}
}

func TestTheHealthCheckAsksNobody(t *testing.T) {
	status, body := get(t, "/healthz")
	if status != http.StatusOK || body != `{"status":"ok"}` {
		t.Errorf("got %d %s", status, body)
	}
}
