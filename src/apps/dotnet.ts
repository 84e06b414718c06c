import type { Framework } from "./framework";

/** Versions of the build's and the runtime's image. */
const SDK_VERSION = "10.0.400";
const RUNTIME_VERSION = "10.0.11";

/** ASP.NET Core, instrumented by OpenTelemetry's automatic instrumentation. */
export const dotnet: Framework = {
  name: "dotnet",
  title: ".NET",
  sources: [
    "src/Shop/Program.cs",
    "src/Shop/Shop.csproj",
    "test/Shop.Tests/Shop.Tests.csproj",
    "test/Shop.Tests/ShopTests.cs",
  ],
  ignored: ["out/", "**/bin/", "**/obj/"],
  dockerfile: { sdkVersion: SDK_VERSION, runtimeVersion: RUNTIME_VERSION },
  readme: { dotnetMajor: RUNTIME_VERSION.split(".")[0] },
  environment: [
    {
      name: "OTEL_DOTNET_AUTO_LOGGER",
      value: "none",
      why: "The instrumentation's own log would go to a file, and the container's file system is read-only.",
    },
  ],
  newHttpAttributes: true,
  temporaryFiles: true,
  // Of the user `app` in Microsoft's images.
  userId: 1654,
  memory: "256Mi",
};
