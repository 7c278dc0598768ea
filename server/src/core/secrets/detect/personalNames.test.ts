import { describe, expect, it } from 'vitest';
import { isPersonalName, mayNamePersonalData } from './personalNames.ts';

describe('isPersonalName', () => {
  it.each([
    'Social security number',
    'ssn',
    'employeeSSN',
    'abc_iban',
    'item/abc_IBAN',
    'passportNumber',
    'Passport',
    'DateOfBirth',
    'date_of_birth',
    'birthDate',
    'dob',
    'Credit Card',
    'monthlySalary',
    'bankAccountNumber',
    'Geburtsdatum',
    'healthInsuranceNumber',
    'maritalStatus',
  ])('%s is one', (name) => {
    expect(isPersonalName(name)).toBe(true);
    expect(mayNamePersonalData(name)).toBe(true);
  });

  it.each([
    'name',
    'id',
    'healthCheck',
    'health',
    'passportRequired',
    'passport_url',
    'salaryBand',
    'cardType',
    'adaptiveCard',
    'bank',
    'personId',
    'social',
    'birth',
    'addressLine1',
    'union',
    'compass',
    'assign',
    'message',
  ])('%s is none', (name) => {
    expect(isPersonalName(name)).toBe(false);
  });
});
