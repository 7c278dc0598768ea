// Imports next to nothing: the client asks it as well, before there is a server.
import { plainLetters } from '../json/plainLetters.ts';

/** Cheap test on the text: a file without these words is no flow, whatever its shape. */
export function mayBeFlow(text: string): boolean {
  if (hasWords(text)) return true;
  const plain = plainLetters(text);
  return plain !== text && hasWords(plain);
}

function hasWords(text: string): boolean {
  return (
    text.includes('workflowdefinition.json') ||
    text.includes('Microsoft.Flow/flows') ||
    (text.includes('"definition"') && text.includes('"triggers"')) ||
    (text.includes('"definition"') && text.includes('"connectionReferences"'))
  );
}
