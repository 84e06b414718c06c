import { EksOtelTracingProject, EksOtelTracingProjectOptions } from 'eks-otel-tracing';
import { JsonPatch } from 'projen';
import { preset } from './preset';

export interface AcmeTracingOptions extends EksOtelTracingProjectOptions {
  /** Cost centre, for example CC-0042. */
  readonly costCentre: string;
}

/**
 * Distributed tracing on EKS, as Acme does it.
 *
 * @pjid acme-tracing
 */
export class AcmeTracing extends EksOtelTracingProject {
  constructor(options: AcmeTracingOptions) {
    super({ ...options, presets: [preset, ...(options.presets ?? [])] });

    this.textFile('README.md').addSection('Support', `Ask in #tracing. Costs go to ${options.costCentre}.`);

    // There is no workflow where the module is a part of a larger repository.
    this.tryFindObjectFile('.github/workflows/ci.yml')?.patch(
      JsonPatch.add('/jobs/terraform/steps/-', {
        name: 'No access key is committed',
        run: "! git grep -nE 'AKIA[0-9A-Z]{16}'",
      }),
    );
  }
}
