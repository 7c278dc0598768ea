/** The secrets of checked files as a list of what to replace. */
export { Rotation } from './rotation.ts';
export { toRotation } from './write.ts';
