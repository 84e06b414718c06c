package com.example.shop;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.client.TestRestTemplate;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.util.TestSocketUtils;

@SpringBootTest(webEnvironment = WebEnvironment.DEFINED_PORT, properties = "shop.slow-payment=100ms")
class ShopApplicationTest {

  private static final int PORT = TestSocketUtils.findAvailableTcpPort();

  @Autowired private TestRestTemplate client;

  @DynamicPropertySource
  static void port(DynamicPropertyRegistry registry) {
    registry.add("server.port", () -> PORT);
  }

  @Test
  void aCheckoutIsPaid() {
    ResponseEntity<String> answer = get("/checkout");
    assertThat(answer.getStatusCode()).isEqualTo(HttpStatus.OK);
    assertThat(answer.getBody()).contains("\"status\":\"paid\"");
  }

  @Test
  void aSlowPaymentMakesTheCheckoutSlow() {
    Instant start = Instant.now();
    assertThat(get("/checkout?slow=1").getStatusCode()).isEqualTo(HttpStatus.OK);
    assertThat(Duration.between(start, Instant.now())).isGreaterThanOrEqualTo(Duration.ofMillis(100));
  }

  @Test
  void aPaymentThatFailsMakesTheCheckoutFail() {
    ResponseEntity<String> answer = get("/checkout?fail=1");
    assertThat(answer.getStatusCode()).isEqualTo(HttpStatus.INTERNAL_SERVER_ERROR);
    assertThat(answer.getBody()).isEqualTo("{\"error\":\"request failed\"}");
  }

  @Test
  void theHealthCheckAsksNobody() {
    assertThat(get("/healthz").getBody()).isEqualTo("{\"status\":\"ok\"}");
  }

  private ResponseEntity<String> get(String path) {
    return client.getForEntity(path, String.class);
  }
}
