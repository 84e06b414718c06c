// An npm registry on loopback: serves the tarballs in a folder, and sends npm to another registry for everything else.
// A process of its own, because the tests wait for npm without giving up their thread.
const { execFileSync } = require("node:child_process");
const { createHash } = require("node:crypto");
const { readdirSync, readFileSync } = require("node:fs");
const { createServer } = require("node:http");
const { join } = require("node:path");
const { compare, prerelease } = require("semver");

const [folder, upstream] = process.argv.slice(2);

const server = createServer((request, response) => {
  const path = decodeURIComponent(new URL(request.url, "http://localhost").pathname).slice(1);
  const published = path.startsWith("-/") ? undefined : path.endsWith(".tgz") ? tarball(path) : packument(path);
  if (published === undefined) {
    response.writeHead(307, { location: upstream + request.url.slice(1) }).end();
  } else {
    response.writeHead(200, { "cache-control": "no-cache", "content-type": "application/json" }).end(published);
  }
});
server.listen(0, "127.0.0.1", () => console.log(`http://127.0.0.1:${server.address().port}/`));

function tarball(path) {
  const file = path.split("/").at(-1);
  return readdirSync(folder).includes(file) ? readFileSync(join(folder, file)) : undefined;
}

/** What npm asks of a package: its versions, and which of them is the latest. Read anew each time, so that tests can publish. */
function packument(name) {
  const versions = readdirSync(folder).flatMap((file) => {
    const manifest = JSON.parse(
      execFileSync("tar", ["-xzOf", join(folder, file), "package/package.json"], { encoding: "utf8" }),
    );
    const integrity = `sha512-${createHash("sha512")
      .update(readFileSync(join(folder, file)))
      .digest("base64")}`;
    const dist = { tarball: `http://127.0.0.1:${server.address().port}/${name}/-/${file}`, integrity };
    return manifest.name === name ? [{ ...manifest, dist }] : [];
  });
  if (versions.length === 0) {
    return undefined;
  }
  const releases = versions.map(({ version }) => version).filter((version) => prerelease(version) === null);
  return JSON.stringify({
    name,
    "dist-tags": { latest: releases.sort(compare).at(-1) },
    versions: Object.fromEntries(versions.map((manifest) => [manifest.version, manifest])),
  });
}
