import { describe, expect, it } from 'vitest';
import { expectLinear } from '../../../../../test/harness/growth.ts';
import { environmentAddress } from './environmentUrl.ts';

const shown = (text: string, open = false): string | undefined => environmentAddress(text, open)?.shown;
const marked = (text: string, open = false): string | undefined => {
  const found = environmentAddress(text, open);
  return found && text.slice(found.span.start, found.span.end);
};

describe('environmentAddress', () => {
  it.each([
    ['https://contoso.sharepoint.com/sites/Orders', 'sharepoint'],
    ['https://contoso.sharepoint.us', 'sharepoint'],
    ['https://contoso.crm.dynamics.com/api/data/v9.2/accounts', 'dataverse'],
    ['https://contoso.api.crm4.dynamics.com', 'dataverse'],
    ['https://contoso.crm.microsoftdynamics.us', 'dataverse'],
    ['https://prod-01.westeurope.logic.azure.com:443/workflows/1', 'resource'],
    ['https://0a1b2c.0d.environment.api.powerplatform.com/powerautomate', 'resource'],
    ['https://contoso-orders.azurewebsites.net/api/orders', 'resource'],
    ['https://contoso-kv.vault.azure.net/secrets/erp', 'resource'],
    ['https://contoso.blob.core.windows.net/orders', 'resource'],
    ['contoso.database.windows.net', 'resource'],
    ['sites/contoso.sharepoint.com,1b2c3d4e-1111,2b2c3d4e', 'sharepoint'],
    ['https://make.powerapps.com/environments/1b2c3d4e-1111-4222-8333-444455556666/home', 'environment'],
    [
      'https://emea.flow.microsoft.com/manage/environments/Default-1b2c3d4e-1111-4222-8333-444455556666',
      'environment',
    ],
    ['https://apps.powerapps.com/play/1b2c3d4e-1111-4222-8333-444455556666', 'app'],
  ])('knows %s', (text, kind) => {
    expect(environmentAddress(text)?.kind).toBe(kind);
  });

  it.each([
    'https://graph.microsoft.com/v1.0/sites/contoso.sharepoint.com',
    'https://login.microsoftonline.com/common/oauth2/token',
    'https://globaldisco.crm.dynamics.com/api/discovery',
    'https://make.powerapps.com/',
    'https://us.flow.microsoft.com/manage/environments/',
    'https://api.powerplatform.com/environmentmanagement',
    'https://westeurope.api.cognitive.microsoft.com/speech',
    'https://yourtenant.sharepoint.com/sites/x',
    'https://<tenant>.sharepoint.com/sites/x',
    'https://sharepoint.com.contoso.example/sites/x',
    'https://contoso.example/?next=https://contoso.sharepoint.com',
    'https://contoso.sharepoint.com/sites/#{site}#',
    'https://contoso-__STAGE__.azurewebsites.net',
    'see https://contoso.sharepoint.com',
    'contoso.sharepoint.com is our intranet',
    'current',
    '',
    'https://',
    'http://',
  ])('leaves %s alone', (text) => {
    expect(environmentAddress(text)).toBeUndefined();
  });

  it('marks what belongs to the environment, and no more', () => {
    expect(marked('https://contoso.sharepoint.com/sites/Orders/_api/web')).toBe(
      'https://contoso.sharepoint.com/sites/Orders',
    );
    expect(marked(' https://contoso.crm4.dynamics.com/api/data/v9.2')).toBe(
      'https://contoso.crm4.dynamics.com',
    );
    expect(marked('https://contoso.azurewebsites.net:443/api')).toBe('https://contoso.azurewebsites.net');
  });

  it('leaves a site out whose name an expression completes', () => {
    expect(marked('https://contoso.sharepoint.com/sites/', true)).toBe('https://contoso.sharepoint.com');
    expect(marked('https://contoso.sharepoint.com/sites/Order', true)).toBe('https://contoso.sharepoint.com');
    expect(marked('https://contoso.sharepoint.com/sites/Orders/', true)).toBe(
      'https://contoso.sharepoint.com/sites/Orders',
    );
  });

  it('shows no name of a person', () => {
    expect(shown('https://contoso-my.sharepoint.com/personal/jo_ng_contoso_com')).toBe(
      'https://contoso-my.sharepoint.com',
    );
  });

  it('tells two spellings of one place to be the same', () => {
    const key = (text: string): string | undefined => environmentAddress(text)?.key;
    expect(key('https://CONTOSO.sharepoint.com/Sites/Orders/')).toBe(
      key('https://contoso.sharepoint.com/sites/orders'),
    );
    expect(key('https://contoso.api.crm4.dynamics.com')).toBe(key('https://contoso.crm4.dynamics.com/'));
    expect(key('https://contoso.sharepoint.com/sites/a')).not.toBe(
      key('https://contoso.sharepoint.com/sites/b'),
    );
  });

  it.each<[string, (size: number) => string]>([
    ['host', (size) => `https://${'a.'.repeat(size)}sharepoint.com`],
    ['name', (size) => `${'a'.repeat(size)}.sharepoint.com`],
    ['path', (size) => `https://make.powerapps.com${'/e/'.repeat(size)}`],
    ['space in front', (size) => `${' '.repeat(size)}https://`],
  ])('takes time linear in a long %s', (_, text) => {
    expectLinear((size) => environmentAddress(text(size)), 20_000);
  });
});
