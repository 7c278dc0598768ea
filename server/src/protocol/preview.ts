// What client and server say to each other of the preview of run histories; a part of `protocol.ts`.
import type { RunPreview, StepChange } from '../core/preview/types.ts';

export type * from '../core/preview/types.ts';

/** A repair that a preview may be shown with. `target`: for `lockkeeper/repair`, and for the command that reviews it. */
export interface OfferedRepair<Target> {
  readonly title: string;
  readonly target: Target;
}

/** Words of the run page, and those around it. */
export interface PreviewWords {
  readonly head: string;
  readonly whoSees: string;
  readonly notShown: string;
  readonly everyPage: string;
  readonly alwaysShown: string;
  readonly properties: readonly string[];
}

/** `reason`: one sentence for the user. */
export type PreviewResult<Target> =
  | {
      readonly kind: 'preview';
      readonly version: number;
      /** One for each flow of the file. */
      readonly flows: readonly RunPreview[];
      /** Offered for the file as it is. */
      readonly repairs: readonly OfferedRepair<Target>[];
      readonly words: PreviewWords;
      /** The same flows once the repair is made, and what differs, flow by flow; absent where none was asked for. */
      readonly after?: {
        readonly title: string;
        readonly note: string;
        readonly flows: readonly RunPreview[];
        readonly changes: readonly (readonly StepChange[])[];
      };
      /** Why there is no `after` although it was asked for. */
      readonly refused?: string;
    }
  | { readonly kind: 'refused'; readonly reason: string };

export interface PreviewRequests<Target> {
  /** An open flow as the page of a run would show it; with a repair, as it is and as it would be. Nothing is applied. */
  'lockkeeper/runPreview': {
    params: { readonly uri: string; readonly repair?: Target };
    result: PreviewResult<Target>;
  };
}
