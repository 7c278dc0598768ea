/** The secrets of checked files as a list of what to replace. */
export { Rotation } from './rotation.ts';
export { ROTATION_FORMATS, type RotationFormat, toRotation } from './write.ts';
