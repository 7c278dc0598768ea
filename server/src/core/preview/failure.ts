import type { Step } from '../flow/model.ts';

/** The kind of code and message that stands in the error section of a failed step. Examples: each service words its own. */
export function failureWords(step: Step): { readonly code: string; readonly message: string } {
  switch (step.lowerType) {
    case 'if':
    case 'switch':
    case 'foreach':
    case 'until':
    case 'scope':
      return { code: 'set by the run', message: 'Tells that a step in it failed.' };
    case 'terminate':
      return { code: 'as its inputs say', message: 'The message that its inputs hold.' };
    case 'http':
    case 'httpwebhook':
      return {
        code: 'the status that the service answered with',
        message: 'What the service answered. Services may repeat what they were sent.',
      };
    default:
      return step.operation === undefined
        ? {
            code: 'set by the run',
            message:
              'Tells which expression could not be worked out, and may repeat the value that it was given.',
          }
        : {
            code: 'set by the service',
            message: 'What the service answered. Services may repeat what they were sent.',
          };
  }
}
