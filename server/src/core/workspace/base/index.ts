/**
 * An older version of a folder that the present one is compared with: which flow was which (`identity.ts`), what it was
 * (`version.ts`), and which findings are new, known or fixed (`compare.ts`).
 */
export { type ComparedFinding, compareFindings, reportsDamage } from './compare.ts';
export { type FlowIdentity, flowIdentity, matchFlows } from './identity.ts';
export { type BaseFlowFile, BaseVersion, type BaseVersions } from './version.ts';
