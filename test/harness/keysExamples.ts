// Examples for keys.test.ts: what it finds comes first, what it leaves alone stands at the end.
type Kind = 'one' | 'two';

const READS: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  shared_keyvault: { getsecret: 1 },
};
const BY_KIND: Readonly<Record<Kind, number>> = { one: 1, two: 2 };

export function byTexts(api: string, id: string): number | undefined {
  return READS[api]?.[id];
}
export function assigned(name: string): object {
  const made: Record<string, number> = {};
  made[name] = 1;
  return made;
}
export function asked(name: string): boolean {
  return name in BY_KIND;
}
export function cast(name: string): number {
  // A name that the type checker is told is one of two.
  return BY_KIND[name as Kind];
}
export function looped(): string[] {
  const all: string[] = [];
  for (const key in BY_KIND) all.push(key);
  return all;
}
export function unknownKey(text: string): unknown {
  const value = JSON.parse(text);
  return value[value.key];
}

export function harmless(list: readonly number[], kind: Kind, at: number, name: string): unknown[] {
  return [list[at], BY_KIND[kind], name[at], READS.shared_keyvault, 'one' in BY_KIND, { [name]: at }];
}
