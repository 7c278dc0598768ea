/** Words and lines that several commands print. */

/** `a, b or c` */
export function listOf(words: readonly string[]): string {
  return `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
}

/** What a repair says of findings in archives, which it leaves. */
export function inArchives(findings: number): string {
  if (findings === 0) return '';
  const subject = findings === 1 ? '1 finding lies in an archive' : `${findings} findings lie in archives`;
  return ` ${subject}, and nothing is written into one: unpack it first, with "pac solution unpack".`;
}
