import { describe, expect, it } from 'vitest';
import { connectorName } from './connectors.ts';
import { DEPRECATED, deprecatedConnector, deprecatedOperation } from './deprecatedOperations.ts';

describe('deprecated connectors and operations', () => {
  it('are found by name, operations without case', () => {
    expect(deprecatedOperation('shared_office365', 'sendemail')).toEqual({
      title: 'Send an email',
      successor: 'Send an email (V2)',
    });
    expect(deprecatedOperation('shared_office365', 'SendEmailV2')).toBeUndefined();
    // The same id in another connector is another operation.
    expect(deprecatedOperation('shared_sendmail', 'SendEmail')).toBeUndefined();
    expect(deprecatedOperation('shared_smtp', 'SendEmailV2')?.successor).toBe('Send Email (V3)');
    expect(deprecatedConnector('shared_commondataservice')?.successor).toBe('Microsoft Dataverse');
    expect(deprecatedConnector('shared_commondataserviceforapps')).toBeUndefined();
  });

  it('are not mistaken for what every object has', () => {
    expect(deprecatedConnector('constructor')).toBeUndefined();
    expect(deprecatedOperation('shared_office365', 'constructor')).toBeUndefined();
    expect(deprecatedOperation('__proto__', 'toString')).toBeUndefined();
  });

  it('belong to connectors that exist, and no successor is deprecated itself', () => {
    for (const [connector, operations] of Object.entries(DEPRECATED)) {
      expect(connectorName(connector), connector).toBeDefined();
      const titles = Object.values(operations).map(([title]) => title);
      for (const [, successor] of Object.values(operations))
        if (successor !== undefined) expect(titles, connector).not.toContain(successor);
    }
  });
});
