/** Tells, while JSON text is read piece by piece, whether the last piece ended between the quotes of a string. */
export class JsonQuotes {
  inside = false;

  read(text: string): void {
    for (let at = 0; at < text.length; at++) {
      const c = text.charCodeAt(at);
      if (c === BACKSLASH && this.inside) at++;
      else if (c === QUOTE) this.inside = !this.inside;
    }
  }
}

const BACKSLASH = 92;
const QUOTE = 34;
