/** True for a name that is worked out at run time, or may be: `@{…}` in it, `@` before it. `item/ownerid@odata.bind` is a name as it stands. */
export function isComputed(name: string): boolean {
  return name.startsWith('@') || name.includes('@{');
}
