// In the bundle, in the place of the library's schema validator: it is for forms that a server asks its user to fill in, which
// ours does not, and would double the size of the bundle.

export class AjvJsonSchemaValidator {
  getValidator(): never {
    throw new Error('This server asks for no forms.');
  }
}
