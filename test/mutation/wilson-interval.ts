/** Wilson's interval of a share at 95 %, which holds for shares near 1 too. From 0 to 1. */
export function wilsonInterval(successes: number, total: number): [from: number, to: number] {
  const z = 1.96;
  const share = successes / total;
  const middle = share + z ** 2 / (2 * total);
  const half = z * Math.sqrt((share * (1 - share)) / total + z ** 2 / (4 * total ** 2));
  return [(middle - half) / (1 + z ** 2 / total), (middle + half) / (1 + z ** 2 / total)];
}
