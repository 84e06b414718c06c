/** Every version of the chart from 0.78.0 to 0.170.0: minor versions with the patch that each begins and ends with. */
const ALL =
  "78.0-3, 79.0, 80.0-2, 81.0-2, 82.0, 83.0-1, 84.0, 85.0, 86.0-2, 87.0-2, 88.0, 89.0, 90.0-1, 91.0, 92.0, 93.0-3, 94.0, 95.0, 96.0, 97.0-2, 98.0, 99.0, 100.0, 101.0-2, 102.0-1, 103.0, 104.0, 105.0-1, 106.0-1, 107.0, 108.0-1, 109.0, 110.0-7, 111.0-2, 112.0, 113.0-1, 114.0, 115.0, 116.0, 117.0-3, 118.0, 119.0-1, 120.0-2, 121.0, 122.0-6, 123.0, 124.0, 125.0, 126.0, 127.0-4, 128.0, 129.0, 130.0-2, 131.0, 132.0, 133.0-1, 134.0-1, 135.0-1, 136.0-1, 137.0, 138.0-1, 139.0-1, 140.0-1, 141.0-1, 142.0-2, 143.0-1, 144.0, 145.0, 146.0-1, 147.0-2, 148.0-1, 149.0, 150.0-1, 151.0, 152.0-1, 153.0, 154.0, 155.0, 156.0-2, 157.0-2, 158.0-2, 159.0-2, 160.0, 161.0, 162.0, 163.0, 164.0-1, 165.0, 166.0, 167.0, 168.0, 169.0, 170.0";

export const ALL_CHART_VERSIONS: readonly string[] = ALL.split(", ").flatMap((entry) => {
  const [minor, first, last = first] = entry.split(/[.-]/).map(Number);
  return Array.from({ length: last - first + 1 }, (_, index) => `0.${minor}.${first + index}`);
});

export const BROKEN_CHART_VERSIONS: readonly string[] = ["0.110.0", "0.110.1", "0.110.2"];

export const WORKING_CHART_VERSIONS = ALL_CHART_VERSIONS.filter((version) => !BROKEN_CHART_VERSIONS.includes(version));
