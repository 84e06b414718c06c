import { Preset } from 'eks-otel-tracing';

/** What <% organisation %> decides for all repositories. */
export const preset: Preset = {
  name: '<% organisation %>',

  // A repository may choose otherwise.
  defaults: {
    samplingRatePercentage: 5,
    // Also codeOwners, securityContact, defaultBranch, runnerLabels, npmRegistry and npmTokenSecret.
    repository: { copyrightOwner: '<% organisation %>' },
  },

  // A repository may not, and neither may a caller of its Terraform module.
  rules: [
    { option: 'samplingRatePercentage', atMost: 20, reason: 'X-Ray is billed by the trace' },
    { option: 'terraform.tags', mustInclude: { owner: 'platform' }, reason: 'costs are charged to owners' },
    { option: 'costCentre', matches: '^CC-[0-9]{4}$', example: 'CC-0042', required: true, reason: 'it is on every bill' },
  ],

  // Options of our own, so that a mistake in one is reported beside all others.
  options: [{ name: 'costCentre', type: 'string' }],
};
