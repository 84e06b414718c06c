import { appCase } from "../harness/app-case";

appCase("go", "Go example", "full");
