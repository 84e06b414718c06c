import { appCase } from "../harness/app-case";

appCase("spring", "Spring Boot example", "full");
