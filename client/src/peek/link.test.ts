import { expect, it } from 'vitest';
import { editLink } from './link.ts';

const FORM = /^\[Edit Expression\]\(command:lockkeeper\.editExpression\?([A-Za-z0-9%]+) "[^"()[\]]+"\)$/;

it('a link names the place, and no address of a file breaks out of it', () => {
  for (const uri of [
    'file:///a/Workflows/Flow.json',
    'file:///a b/x) [Run](command:workbench.action.closeWindow "',
    'file:///%29%5B/\u00e4\ud83d\ude00"\\\n\'*_~`<b>.json',
  ]) {
    const [, data = ''] = FORM.exec(editLink(uri, 3, 14)) ?? [];
    expect(JSON.parse(decodeURIComponent(data))).toEqual([uri, { line: 3, character: 14 }]);
  }
});
