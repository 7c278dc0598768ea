// Imports nothing: the client asks it as well, before there is a server.

/** Cheap test on the text: a file without these words is no flow, whatever its shape. */
export function mayBeFlow(text: string): boolean {
  return (
    text.includes('workflowdefinition.json') ||
    text.includes('Microsoft.Flow/flows') ||
    (text.includes('"definition"') && text.includes('"triggers"')) ||
    (text.includes('"definition"') && text.includes('"connectionReferences"'))
  );
}
