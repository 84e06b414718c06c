/** How many of a number of traces have to be in X-Ray. */
export interface Expectation {
  /** What is wrong with a number that arrived; nothing when it is as it has to be. */
  problem(arrived: number, sent: number): string | undefined;
}

/** Not one is lost. */
export const all: Expectation = {
  problem: (arrived, sent) => (arrived === sent ? undefined : `${arrived} of ${sent}, and has to be all of them`),
};

/** Not one is kept. */
export const none: Expectation = {
  problem: (arrived, sent) => (arrived === 0 ? undefined : `${arrived} of ${sent}, and has to be none of them`),
};

/** Half the width of the bound, in standard deviations: by chance a number lies outside once in 1.7 million runs. */
const SIGMAS = 5;

/** A share, chosen at random for each: within 5 standard deviations of the binomial distribution. */
export function about({ percent }: { readonly percent: number }): Expectation {
  return {
    problem(arrived, sent) {
      const { from, to } = binomialBound(sent, percent / 100);
      return arrived >= from && arrived <= to
        ? undefined
        : `${arrived} of ${sent}, and has to be ${percent} %: from ${from} to ${to}`;
    },
  };
}

/** Numbers of successes that chance explains. */
export function binomialBound(trials: number, probability: number): { from: number; to: number } {
  const mean = trials * probability;
  const width = SIGMAS * Math.sqrt(mean * (1 - probability));
  return { from: Math.max(0, Math.ceil(mean - width)), to: Math.min(trials, Math.floor(mean + width)) };
}
