import { appCase } from "../harness/app-case";

appCase("django", "Django example", "full");
