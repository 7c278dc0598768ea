// Documents about a folder of the workspace: what the command line writes about one as well.

/** A document about a folder of the workspace. `reason`: one sentence for the user. */
export type FolderText =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'refused'; readonly reason: string };

/** What a baseline is to say. `findings`: how many its entries stand for; `added` and `removed`: entries, beside what it says now. */
export interface NewBaseline {
  readonly uri: string;
  readonly text: string;
  readonly findings: number;
  readonly added: number;
  readonly removed: number;
}

export type BaselineResult =
  | { readonly kind: 'baselines'; readonly baselines: readonly NewBaseline[] }
  | { readonly kind: 'refused'; readonly reason: string };

/** Of a client with trees. */
export interface FolderRequests {
  /** What the command line writes about a folder, as the editor knows it now. `folder`: one of the workspace. */
  'lockkeeper/report': {
    params: { readonly folder: string; readonly form: 'html' | 'markdown' };
    result: FolderText;
  };
  'lockkeeper/inventory': {
    params: {
      readonly folder: string;
      readonly of: 'flows' | 'connections' | 'calls';
      readonly form: 'csv' | 'markdown';
    };
    result: FolderText;
  };
  'lockkeeper/rotation': { params: { readonly folder: string }; result: FolderText };
  /** What the baselines of a folder are to say: all that is found now, or what is left of what they say. Nothing is written. */
  'lockkeeper/baseline': {
    params: { readonly folder: string; readonly action: 'write' | 'prune' };
    result: BaselineResult;
  };
}
