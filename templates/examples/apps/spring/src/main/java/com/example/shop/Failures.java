package com.example.shop;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.client.RestClientException;

/** A 5xx answer marks the span as failed, so the collector keeps the trace. A 4xx answer would not. */
@RestControllerAdvice
class Failures {

  private static final Logger log = LoggerFactory.getLogger(Failures.class);

  @ExceptionHandler({PaymentsController.CardDeclinedException.class, RestClientException.class})
  @ResponseStatus(HttpStatus.INTERNAL_SERVER_ERROR)
  Map<String, String> failed(Exception exception, HttpServletRequest request) {
    log.atError().setCause(exception).addKeyValue("path", request.getRequestURI()).log("request failed");
    return Map.of("error", "request failed");
  }
}
