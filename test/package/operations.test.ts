// The text of the operation catalogue, as scripts/operations.mjs writes it and the core reads it.
import { describe, expect, it } from 'vitest';
import { type Described, type Descriptions, packOperations } from '../../scripts/packOperations.mjs';
import { decodeConnector, sectionsOf } from '../../server/src/core/platform/catalogue/decode.ts';

const none: Described = { s: 'Title', d: 0, v: '', p: [] };
const isPublic = (apiName: string): boolean => apiName === 'shared_known';
const read = (text: string, apiName: string) => {
  const section = sectionsOf(text).get(apiName);
  return section === undefined ? [] : [...decodeConnector(text.slice(...section)).values()];
};

describe('the catalogue', () => {
  const descriptions: Descriptions = {
    shared_second: { Get: { ...none, d: 1, v: 'advanced' } },
    shared_first: {
      Send: {
        ...none,
        v: 'important',
        p: [
          ['message/To', true, null, 'To'],
          ['message/Kind', false, ['Low', 5, true, ''], 'How soon'],
          ['item/*', false, null, null],
          ['alone', false, ['one'], null],
        ],
        o: ['id', 'dynamicProperties', '@odata.nextLink'],
      },
      Hidden: { ...none, v: 'internal' },
      Add: none,
    },
    shared_teams: { Post: { ...none, p: [['poster', true, ['Flow bot', 'User'], 'Post as']] } },
  };
  const text = packOperations(descriptions, [], isPublic);

  it('reads as it was written, without what is not for makers', () => {
    expect(read(text, 'shared_second')).toEqual([
      {
        id: 'Get',
        title: 'Title',
        isDeprecated: true,
        visibility: 'advanced',
        isFromFlows: false,
        parameters: [],
        outputs: [],
      },
    ]);
    const [add, send, ...more] = read(text, 'shared_first');
    expect([add!.id, send!.id, more]).toEqual(['Add', 'Send', []]);
    expect(send!.visibility).toBe('important');
    expect([send!.outputs, add!.outputs]).toEqual([['id', '@odata.nextLink'], []]);
    const optional = { isRequired: false, values: [], isDynamic: false };
    expect(send!.parameters).toEqual([
      { ...optional, path: 'message/To', title: 'To', isRequired: true },
      { ...optional, path: 'message/Kind', title: 'How soon', values: ['Low', '5', 'true', ''] },
      { ...optional, path: 'item/', title: 'item', isDynamic: true },
      { ...optional, path: 'alone', title: 'alone' },
    ]);
  });

  it('is the same in whatever order its parts come', () => {
    const turned = Object.fromEntries(
      Object.entries(descriptions)
        .reverse()
        .map(([apiName, operations]) => [apiName, Object.fromEntries(Object.entries(operations).reverse())]),
    );
    expect(packOperations(turned, [], isPublic)).toBe(text);
    expect([...sectionsOf(text).keys()]).toEqual(['shared_first', 'shared_second', 'shared_teams']);
  });

  it('leaves out lists of values that the service does not hold to', () => {
    expect(read(text, 'shared_teams')[0]!.parameters[0]).toMatchObject({ isRequired: true, values: [] });
  });

  it('refuses a text that would be read as several', () => {
    for (const s of ['a\tb', 'a\nb', 'a^b'])
      expect(() => packOperations({ shared_a: { Get: { ...none, s } } }, [], isPublic)).toThrow(/separator/);
    expect(() =>
      packOperations({ shared_a: { Get: { ...none, p: [['a=b', false, null, null]] } } }, [], isPublic),
    ).toThrow(/separator/);
  });
});

describe('what is learnt from flows', () => {
  const learn = (apiName: string, operationId: string, ...keys: string[]) =>
    read(
      packOperations(
        { shared_known: { Get: none, Inner: { ...none, v: 'internal' } } },
        [{ apiName, operationId, keys }],
        isPublic,
      ),
      apiName,
    ).filter((one) => one.isFromFlows);

  it('are operations of public connectors that no description has', () => {
    expect(learn('shared_known', 'Find', 'id').map((one) => one.id)).toEqual(['Find']);
    expect(learn('shared_known', 'get', 'id')).toEqual([]);
    expect(learn('shared_known', 'INNER', 'id')).toEqual([]);
    expect(learn('shared_contoso-5fapi-5f0123456789abcdef', 'Find', 'id')).toEqual([]);
    expect(learn('shared_known', 'Find orders of Contoso', 'id')).toEqual([]);
  });

  it('are no names that makers chose', () => {
    const [found] = learn(
      'shared_known',
      'Find',
      'id',
      '$top',
      'form_id',
      'body/title',
      'item/Customer',
      'item/cr123_Customer',
      'ScriptParameters/salary',
      'dynamicFileSchema/123456',
      'body/cr123_salary',
      'body/fields/Customer',
      'Job_20Title',
    );
    expect(found!.parameters.map((one) => one.path)).toEqual([
      '$top',
      'ScriptParameters/',
      'body/title',
      'dynamicFileSchema/',
      'form_id',
      'id',
      'item/',
    ]);
  });
});
