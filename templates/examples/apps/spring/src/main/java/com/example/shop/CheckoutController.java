package com.example.shop;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.client.RestClient;
import org.springframework.web.util.UriComponentsBuilder;

@RestController
class CheckoutController {

  private static final Logger log = LoggerFactory.getLogger(CheckoutController.class);

  private final RestClient client;
  private final ShopProperties properties;

  CheckoutController(RestClient.Builder builder, ShopProperties properties) {
    this.client = builder.build();
    this.properties = properties;
  }

  @GetMapping("/checkout")
  Order checkout(HttpServletRequest request) {
    URI url =
        UriComponentsBuilder.fromUri(properties.paymentsUrl()).query(request.getQueryString()).build(true).toUri();
    // The trace context travels in the headers of this call.
    JsonNode payment = client.get().uri(url).retrieve().body(JsonNode.class);
    log.atInfo().addKeyValue("payment", payment.path("id").asText()).log("order paid");
    return new Order("paid", payment);
  }

  record Order(String status, JsonNode payment) {}
}
