import type { Source } from './taint.ts';

/** A secret that a step's outputs hold. */
export interface Read extends Pick<Source, 'label' | 'own' | 'from'> {
  /** Property paths in the outputs; `*` stands for the elements of a list. */
  readonly paths: readonly (readonly string[])[];
  readonly confidence: Source['confidence'];
}

export const SECRET_READ = 'the secret it reads';
