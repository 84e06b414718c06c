package com.example.shop;

import java.util.UUID;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
class PaymentsController {

  private final ShopProperties properties;

  PaymentsController(ShopProperties properties) {
    this.properties = properties;
  }

  @GetMapping("/payments")
  Payment pay(@RequestParam(required = false) String slow, @RequestParam(required = false) String fail)
      throws InterruptedException {
    if (slow != null) {
      Thread.sleep(properties.slowPayment().toMillis());
    }
    if (fail != null) {
      throw new CardDeclinedException();
    }
    return new Payment(UUID.randomUUID());
  }

  record Payment(UUID id) {}

  static class CardDeclinedException extends RuntimeException {
    CardDeclinedException() {
      super("card declined");
    }
  }
}
