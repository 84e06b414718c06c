// Packs this package, and makes a repository from it as a user does.
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after, before, test } from 'node:test';

const temporary = mkdtempSync(join(tmpdir(), '<% folder %>-'));
const repository = join(temporary, 'payments-tracing');
const projen = resolve('node_modules/projen/bin/projen');
const { version: projenVersion } = JSON.parse(readFileSync('node_modules/projen/package.json', 'utf8'));
const read = (path) => readFileSync(join(repository, path), 'utf8');

before(() => {
  const shell = process.platform === 'win32';
  const pack = ['pack', '--json', '--ignore-scripts', '--pack-destination', temporary];
  const [{ filename }] = JSON.parse(execFileSync('npm', pack, { encoding: 'utf8', shell }));
  mkdirSync(repository);
  execFileSync(
    process.execPath,
    [
      projen,
      'new',
      '--from',
      `<% name %>@file:../${filename}`,
      `--projen-version=${projenVersion}`,
      '--no-git',
      '--cost-centre=CC-0042',
    ],
    // npm writes no lock file with CI set, and a new repository has none.
    { cwd: repository, stdio: 'pipe', env: { ...process.env, CI: undefined } },
  );
});
after(() => rmSync(temporary, { recursive: true, force: true }));

test('the defaults are there', () => {
  assert.match(read('variables.tf'), /variable "sampling_rate_percentage" \{[^}]*default {5}= 5\n/);
});

test('the README says whom to ask', () => {
  assert.match(read('README.md'), /## Support\n\nAsk in #tracing\. Costs go to CC-0042\./);
});

test('a caller of the module meets the rules', () => {
  assert.match(read('variables.tf'), /X-Ray is billed by the trace/);
});

test('an option against a rule is refused with the reason', () => {
  const projenrc = read('.projenrc.ts');
  writeFileSync(join(repository, '.projenrc.ts'), projenrc.replace('costCentre:', 'samplingRatePercentage: 50,\n  costCentre:'));
  const { status, stderr } = spawnSync(process.execPath, ['node_modules/projen/bin/projen'], {
    cwd: repository,
    encoding: 'utf8',
  });
  writeFileSync(join(repository, '.projenrc.ts'), projenrc);
  assert.notEqual(status, 0);
  assert.match(stderr, /samplingRatePercentage +50 +must be at most 20\. A rule of <% organisation %>: X-Ray is billed by the trace/);
});
