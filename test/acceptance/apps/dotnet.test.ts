import { findOnPath } from "../../../tools/run";
import { acceptance } from "../acceptance";
import { appCase } from "../harness/app-case";

if (findOnPath("dotnet")) {
  appCase("dotnet", ".NET example", "full");
} else {
  acceptance.notRun(
    ".NET example",
    "the generated application's failed and slow requests are in X-Ray with both services' names",
    "there was no .NET SDK. With one, `EKS_OTEL_TRACING_TIER=full npx jest test/acceptance/apps/dotnet` runs the case",
    { tier: "full" },
  );
}
