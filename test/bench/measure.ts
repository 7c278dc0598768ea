// Timing of tasks against each other. Rounds are interleaved, so that a slow moment of the machine hits all alike; processor
// time rather than the clock's, so that what else runs on the machine counts little.

export interface Task {
  readonly name: string;
  /** Does the whole work once; what it returns is kept alive until the round ends. */
  run(): unknown;
}

export interface Timing {
  readonly name: string;
  readonly median: number;
  readonly best: number;
}

/** Milliseconds of each task over `rounds` rounds, after `warmUp` rounds that do not count. */
export function measure(tasks: readonly Task[], rounds: number, warmUp: number): Timing[] {
  const times = tasks.map((): number[] => []);
  for (let round = -warmUp; round < rounds; round++) {
    for (const [index, task] of tasks.entries()) {
      const from = process.cpuUsage();
      const kept = task.run();
      const { user, system } = process.cpuUsage(from);
      const took = (user + system) / 1000;
      if (kept === undefined) throw new Error(`${task.name} did nothing`);
      if (round >= 0) times[index]!.push(took);
    }
  }
  return tasks.map(({ name }, index) => ({
    name,
    median: percentile(times[index]!, 50),
    best: Math.min(...times[index]!),
  }));
}

/** Nearest rank. */
export function percentile(values: readonly number[], percent: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil((sorted.length * percent) / 100) - 1)] ?? Number.NaN;
}

/** A table with the first column left, the others right aligned. */
export function table(rows: readonly (readonly string[])[]): string {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => (column === 0 ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!)))
        .join('  '),
    )
    .join('\n');
}
