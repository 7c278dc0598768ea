// Change annotations of an edit: VS Code opens its own preview, all boxes unticked, for one that asks for confirmation.
import type { ChangeAnnotation, WorkspaceEdit } from 'vscode-languageclient';

/** What is to be confirmed before the edit is made; undefined when nothing is. */
export function toConfirm({ changeAnnotations = {} }: WorkspaceEdit): ChangeAnnotation | undefined {
  return Object.values(changeAnnotations).find((one) => one.needsConfirmation === true);
}

/** The same edit without change annotations: VS Code then applies it at once instead of opening its preview. */
export function withoutAnnotations({ changes, documentChanges }: WorkspaceEdit): WorkspaceEdit {
  return {
    ...(changes === undefined ? {} : { changes }),
    ...(documentChanges === undefined
      ? {}
      : {
          documentChanges: documentChanges.map((change) => {
            if (!('edits' in change)) {
              const { annotationId: _, ...operation } = change;
              return operation;
            }
            const edits = change.edits.map((one) =>
              'newText' in one ? { range: one.range, newText: one.newText } : one,
            );
            return { ...change, edits };
          }),
        }),
  };
}
