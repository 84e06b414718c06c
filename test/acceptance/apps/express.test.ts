import { appCase } from "../harness/app-case";

appCase("express", "Express example", "quick");
