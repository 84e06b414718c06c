package com.example.shop;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.ConfigurableApplicationContext;
import sun.misc.Signal;

/**
 * A checkout service and the payments service that it calls, in one program.
 *
 * <p>No line here is about tracing: the agent instruments Spring, the HTTP client and Logback when the JVM starts.
 */
@SpringBootApplication
@ConfigurationPropertiesScan
public class ShopApplication {

  public static void main(String[] args) {
    ConfigurableApplicationContext context = SpringApplication.run(ShopApplication.class, args);
    <%> examples/apps/spring/sigterm.java %>
  }
}
