// TextFinder inside the realm, as far as replacing text in formulas goes. Not the search itself, which is outside.
import { ask, Exception } from './bridge';
import { refuseUnknown } from './refuse-unknown';

export class TextFinder {
  private inFormulas = false;
  private exactCase = false;

  constructor(
    private readonly tab: number,
    private readonly text: string,
  ) {}
  matchCase(matches: boolean): this {
    this.exactCase = matches;
    return this;
  }
  matchFormulaText(matches: boolean): this {
    this.inFormulas = matches;
    return this;
  }
  replaceAllWith(by: string): number {
    if (!this.inFormulas || !this.exactCase)
      throw new Exception('not supported by the local host: TextFinder without matchFormulaText and matchCase');
    return ask('TextFinder.replaceAllWith', { tab: this.tab, text: this.text, by: String(by) });
  }
}
refuseUnknown(TextFinder, 'TextFinder');
