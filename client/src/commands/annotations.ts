import type { WorkspaceEdit } from 'vscode-languageclient';

/** The same edit without change annotations: VS Code then applies it at once instead of opening its preview. */
export function withoutAnnotations({ changes, documentChanges }: WorkspaceEdit): WorkspaceEdit {
  return {
    ...(changes === undefined ? {} : { changes }),
    ...(documentChanges === undefined
      ? {}
      : {
          documentChanges: documentChanges.map((change) =>
            'edits' in change
              ? {
                  ...change,
                  edits: change.edits.map((one) =>
                    'newText' in one ? { range: one.range, newText: one.newText } : one,
                  ),
                }
              : change,
          ),
        }),
  };
}
