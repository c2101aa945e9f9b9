// Reads a multipart/form-data body out of its text, as RFC 7578 has it. Knows nothing of what the fields mean.
// Own code because the host is synchronous: the parsers of Node and Hono answer with promises.

export type Part = { name: string; filename: string | null; type: string | null; text: string };

/** `problem` in the words that a Django server has for it. */
export type Form = { parts: Part[] } | { problem: string };

export function readForm(body: string, contentType: string): Form {
  const boundary = boundaryOf(contentType);
  if (boundary === null) return { problem: 'Multipart form parse error - Invalid boundary in multipart: None' };
  const line = new RegExp(`(^|\\r?\\n)--${escapeForPattern(boundary)}(--)?[ \\t]*(?=\\r?\\n|$)`, 'g');
  const marks = [...body.matchAll(line)];
  const last = marks.findIndex((mark) => mark[2] === '--');
  // A body that was cut has no closing line; taking its parts would take half a list for a whole one.
  if (last < 0) return { problem: 'Multipart form parse error - Unexpected end of the body' };
  const parts: Part[] = [];
  for (let n = 0; n < last; n++) {
    const from = marks[n]!.index + marks[n]![0].length;
    const part = partOf(body.slice(from, marks[n + 1]!.index));
    if (part) parts.push(part);
  }
  return { parts };
}

function boundaryOf(contentType: string): string | null {
  const found = /;\s*boundary=(?:"([^"]+)"|([^;\s"]+))/i.exec(contentType);
  const boundary = found?.[1] ?? found?.[2] ?? null;
  return boundary !== null && boundary.length <= 200 ? boundary : null;
}

/** Header lines, an empty line, content; null for what is no form field. */
function partOf(text: string): Part | null {
  const start = text.replace(/^\r?\n/, '');
  const gap = /(^|\r?\n)\r?\n/.exec(start);
  if (!gap) return null;
  const headers = headersOf(start.slice(0, gap.index));
  const disposition = headers['content-disposition'] ?? '';
  const name = parameterOf(disposition, 'name');
  if (!/^form-data\b/i.test(disposition) || name === null) return null;
  const content = start.slice(gap.index + gap[0].length);
  const isBase64 = /^base64$/i.test(headers['content-transfer-encoding'] ?? '');
  return {
    name,
    filename: parameterOf(disposition, 'filename'),
    type: headers['content-type'] ?? null,
    text: isBase64 ? Buffer.from(content, 'base64').toString('utf8') : content,
  };
}

function headersOf(text: string): Record<string, string> {
  const headers: Record<string, string> = {};
  // A line that begins with a space continues the one before.
  for (const line of text.replace(/\r?\n[ \t]+/g, ' ').split(/\r?\n/)) {
    const colon = line.indexOf(':');
    if (colon > 0) headers[line.slice(0, colon).trim().toLowerCase()] = line.slice(colon + 1).trim();
  }
  return headers;
}

function parameterOf(disposition: string, name: string): string | null {
  const extended = new RegExp(`;\\s*${name}\\*=[^']*'[^']*'([^;\\s]+)`, 'i').exec(disposition);
  if (extended) return decodeURIComponent(extended[1]!);
  const found = new RegExp(`;\\s*${name}=(?:"((?:[^"\\\\]|\\\\.)*)"|([^;\\s]+))`, 'i').exec(disposition);
  if (!found) return null;
  // Browsers write a quote as %22, older programs as \".
  return found[1] === undefined ? found[2]! : found[1].replace(/\\(["\\])/g, '$1').replace(/%22/g, '"');
}

function escapeForPattern(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&');
}
