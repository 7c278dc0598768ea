/** Pages and data are bundled as text (esbuild loader, vitest plugin). */
declare module '*.md' {
  const text: string;
  export default text;
}

declare module '*.txt' {
  const text: string;
  export default text;
}
