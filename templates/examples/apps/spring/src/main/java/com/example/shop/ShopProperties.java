package com.example.shop;

import java.net.URI;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * @param paymentsUrl all of what a checkout calls
 * @param slowPayment how long a slow payment takes
 */
@ConfigurationProperties("shop")
public record ShopProperties(URI paymentsUrl, Duration slowPayment) {}
