export { groupRepairs, repairLines } from './groups.ts';
export { partsOf, type RepairPart } from './parts.ts';
export { type RepairedFinding, repairedBeside, repairedIn } from './repaired.ts';
export type { RepairGroup } from './types.ts';
