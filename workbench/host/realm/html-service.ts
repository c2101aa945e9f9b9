// HtmlService inside the realm: finished pages only. No templates: the add-on's page is built beforehand.
import { ask } from './bridge';
import { enumOf } from './google-enum';
import { refuseUnknown, service } from './refuse-unknown';

export class HtmlOutput {
  private title = '';
  private width: number | null = null;
  private height: number | null = null;
  constructor(private html: string) {}
  getContent(): string {
    return this.html;
  }
  setContent(html: string): this {
    this.html = html;
    return this;
  }
  append(html: string): this {
    this.html += html;
    return this;
  }
  getTitle(): string {
    return this.title;
  }
  setTitle(title: string): this {
    this.title = title;
    return this;
  }
  getWidth(): number | null {
    return this.width;
  }
  setWidth(pixels: number): this {
    this.width = pixels;
    return this;
  }
  getHeight(): number | null {
    return this.height;
  }
  setHeight(pixels: number): this {
    this.height = pixels;
    return this;
  }
  addMetaTag(_name: string, _content: string): this {
    return this;
  }
  setXFrameOptionsMode(_mode: unknown): this {
    return this;
  }
  setSandboxMode(_mode: unknown): this {
    return this;
  }
}
refuseUnknown(HtmlOutput, 'HtmlOutput');

export const HtmlService = service('HtmlService', {
  XFrameOptionsMode: enumOf('ALLOWALL', 'DEFAULT'),
  SandboxMode: enumOf('EMULATED', 'IFRAME', 'NATIVE'),
  createHtmlOutputFromFile: (name: string) => new HtmlOutput(ask('HtmlService.file', { name })),
  createHtmlOutput: (html = '') => new HtmlOutput(String(html)),
});
