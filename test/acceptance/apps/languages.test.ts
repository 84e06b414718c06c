import { servicesCase } from "../harness/app-case";

servicesCase({
  artefact: "examples together",
  claim: "a trace runs through Express, Django, Spring Boot and Go, and arrives whole",
  tier: "full",
  services: ["express-checkout", "django-checkout", "spring-checkout", "go-payments"],
});
