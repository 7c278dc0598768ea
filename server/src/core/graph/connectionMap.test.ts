import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { parseXml } from '@rgrove/parse-xml';
import { describe, expect, it } from 'vitest';
import { samplesFolder } from '../../../../test/corpus/load.ts';
import { FAKES } from '../../../../test/harness/fakes.ts';
import { expectLinear } from '../../../../test/harness/growth.ts';
import { type Folder, workspaceOf } from '../editor/views/testing.ts';
import { connectionMap } from './connectionMap.ts';
import { layOutMap, mapSvg } from './picture/map/index.ts';
import type { ConnectionMap, MapCard } from './picture/map/types.ts';

function samples(): Record<string, string> {
  const names = readdirSync(samplesFolder, { recursive: true, encoding: 'utf8' });
  const files = names.filter((name) => statSync(path.join(samplesFolder, name)).isFile());
  return Object.fromEntries(
    files.map((name) => [name.replaceAll('\\', '/'), readFileSync(path.join(samplesFolder, name), 'utf8')]),
  );
}

function mapOf(folder: Folder): ConnectionMap {
  const workspace = workspaceOf(folder);
  return connectionMap(workspace, workspace.solutions[0]!.id)!;
}

const SAMPLES = mapOf(samples());
const named = ({ cards }: ConnectionMap, name: string): number => cards.findIndex((one) => one.name === name);
/** `Anna -> Orders: owner` */
const tied = ({ cards, lines }: ConnectionMap, name: string): string[] =>
  lines
    .filter(({ from, to }) => [cards[from]!.name, cards[to]!.name].includes(name))
    .map(({ from, to, label }) => `${cards[from]!.name} -> ${cards[to]!.name}: ${label}`)
    .sort();

/** `count` flows, each tied to two of half as many connections. */
function madeUp(count: number): ConnectionMap {
  const card = (kind: MapCard['kind'], at: number): MapCard => ({
    ...{
      kind,
      key: `${kind} ${at}`,
      name: `${kind} ${at}`,
      what: 'text',
      notes: at % 3 === 0 ? ['note'] : [],
    },
  });
  const connections = Math.ceil(count / 2);
  const flows = Array.from({ length: count }, (_, at) => card('flow', at));
  const lines = flows.flatMap((_, at) =>
    [at, at * 7].map((one) => ({
      ...{ from: at, to: count + (one % connections), label: 'uses the connection', isOther: at % 5 === 0 },
    })),
  );
  return {
    name: 'Many',
    cards: [...flows, ...Array.from({ length: connections }, (_, at) => card('connection', at))],
    lines,
  };
}

describe('the map of a solution', () => {
  it('ties owners to flows, flows to connections, and those to their connectors', () => {
    expect(SAMPLES.name).toBe('ContosoOrderDesk');
    expect(tied(SAMPLES, 'Order desk vault')).toMatchInlineSnapshot(`
      [
        "Dispatch paid order -> Order desk vault: runs as the maker's connection",
        "Notify warehouse of new order -> Order desk vault: runs as the maker's connection",
        "Order desk vault -> Azure Key Vault: is one of this connector",
        "Refresh price list -> Order desk vault: runs as the maker's connection",
      ]
    `);
    expect(tied(SAMPLES, 'Dispatch paid order')).toMatchInlineSnapshot(`
      [
        "Dispatch paid order -> No connection needed: sends HTTP requests by itself",
        "Dispatch paid order -> Order desk data: runs as the maker's connection",
        "Dispatch paid order -> Order desk messages: runs as the maker's connection",
        "Dispatch paid order -> Order desk vault: runs as the maker's connection",
        "ada@contoso.example -> Dispatch paid order: co-owner",
        "svc-orders@contoso.example -> Dispatch paid order: owner",
      ]
    `);
  });

  it('has every flow and every connector once, each with a place or none', () => {
    const keys = SAMPLES.cards.map(({ key }) => key);
    expect(new Set(keys).size).toBe(keys.length);
    const flows = SAMPLES.cards.filter(({ kind }) => kind === 'flow');
    expect(flows).toHaveLength(8);
    expect(flows.every(({ place }) => place?.uri.endsWith('.json'))).toBe(true);
    const order = ['owner', 'flow', 'connection', 'connector'];
    const kinds = SAMPLES.cards.map(({ kind }) => order.indexOf(kind));
    expect(kinds).toEqual(kinds.toSorted((a, b) => a - b));
    for (const { from, to } of SAMPLES.lines) expect(kinds[from]).toBeLessThan(kinds[to]!);
  });

  it('tells what needs a look', () => {
    const looks = SAMPLES.cards.filter(({ severity }) => severity !== undefined);
    expect(
      looks.map(({ name, severity, notes }) => [name, severity, ...notes].join(' | ')),
    ).toMatchInlineSnapshot(`
      [
        "Check customer credit | error | 3 errors, 2 warnings",
        "Escalate late orders | error | 2 errors",
        "Notify warehouse of new order | error | 1 error",
        "Onboard trading partner | error | 5 errors, 1 warning",
        "Refresh price list | error | 2 errors, 1 warning",
        "Sync orders to ERP | error | 3 errors, 1 warning",
      ]
    `);
  });

  it('holds no secret, and its file no text of a flow as markup', () => {
    const folder = samples();
    const file = Object.keys(folder).find((name) => name.endsWith('.json.data.xml'))!;
    const name = `Gone&lt;script href=&quot;x&quot;&gt; \u202e${FAKES.githubToken}`;
    folder[file] = folder[file]!.replaceAll('Check customer credit', name);
    expect(folder[file]).toContain(name);
    const map = mapOf(folder);
    const svg = mapSvg(map);
    expect(JSON.stringify(map)).not.toContain(FAKES.githubToken);
    expect(svg).not.toContain(FAKES.githubToken);
    expect(map.cards.some((one) => one.name.startsWith('Gone<script href="x"> '))).toBe(true);
    expect(JSON.stringify(map)).not.toContain('\u202e');
    expect(() => parseXml(svg)).not.toThrow();
    expect(svg).not.toMatch(/<(?:script|a|image|foreignObject)\b|<[^>]*\s(?:href|on\w+)=/i);
  });

  it('is none for a solution that is not there', () => {
    expect(connectionMap(workspaceOf(samples()), 'file:///nowhere')).toBeUndefined();
    expect(connectionMap(workspaceOf({}), '')).toBeUndefined();
  });
});

describe('its layout', () => {
  const sound = (map: ConnectionMap): void => {
    const { boxes, columns, width, height } = layOutMap(map);
    expect(boxes).toHaveLength(map.cards.length);
    for (const { x } of columns) {
      const own = boxes.filter((box) => box.x === x).sort((a, b) => a.y - b.y);
      own.forEach((box, at) => {
        expect(box.y).toBeGreaterThanOrEqual(at === 0 ? 0 : own[at - 1]!.y + own[at - 1]!.height);
        expect(box.x + box.width).toBeLessThanOrEqual(width);
        expect(box.y + box.height).toBeLessThanOrEqual(height);
      });
    }
  };

  it('lets no cards overlap, and none stand outside', () => {
    sound(SAMPLES);
    for (const count of [1, 2, 9, 100]) sound(madeUp(count));
    sound({ name: '', cards: [], lines: [] });
  });

  it('puts what belongs together side by side', () => {
    const { boxes } = layOutMap(SAMPLES);
    const middle = (name: string): number => {
      const { y, height } = boxes[named(SAMPLES, name)]!;
      return y + height / 2;
    };
    const vault = middle('Order desk vault');
    expect(Math.abs(vault - middle('Azure Key Vault'))).toBeLessThan(20);
  });

  it('grows with the number of cards', () => {
    expectLinear((size) => layOutMap(madeUp(size)), 1000);
  });
});
