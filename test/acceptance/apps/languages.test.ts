import { servicesOverTlsCase } from "../harness/app-case";

servicesOverTlsCase({
  artefact: "examples together",
  claim:
    "a trace runs through Express, Django, Spring Boot and Go, each of which sends over TLS as generated, and arrives whole",
  tier: "full",
  services: ["express-checkout", "django-checkout", "spring-checkout", "go-payments"],
});
