/** The text, or its beginning with `…` behind it where it is longer than `most` UTF-16 code units. Cuts no character in two. */
export function cutText(text: string, most: number): string {
  if (text.length <= most) return text;
  const end = (text.charCodeAt(most - 1) & 0xfc00) === 0xd800 ? most - 1 : most;
  return `${text.slice(0, end)}…`;
}
