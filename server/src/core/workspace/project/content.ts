import type { FileContent } from './types.ts';

/** Why there is no text, as the end of a sentence; undefined when there is one. */
export function whyUnread(content: FileContent): string | undefined {
  switch (content.kind) {
    case 'text':
      return undefined;
    case 'missing':
      return 'it does not exist';
    case 'tooLarge':
      return `it is too large (${megabytes(content.size)} MB; the limit is ${megabytes(content.maxSize)} MB)`;
    case 'unreadable':
      return content.reason;
  }
}

function megabytes(bytes: number): number {
  return Math.ceil((bytes / 1_048_576) * 10) / 10;
}
