/** Pages are bundled as text (esbuild loader, vitest plugin). */
declare module '*.md' {
  const text: string;
  export default text;
}
