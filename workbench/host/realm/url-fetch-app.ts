// UrlFetchApp inside the realm: options to a request, an answer to an HTTPResponse. Not the network and its limits.
import { ask, Exception } from './bridge';
import { Blob, blobOf, bytesOf } from './bytes';
import { refuseUnknown, service } from './refuse-unknown';

type Options = {
  url?: string;
  method?: string;
  headers?: Record<string, unknown>;
  contentType?: string;
  payload?: unknown;
  muteHttpExceptions?: boolean;
  followRedirects?: boolean;
  validateHttpsCertificates?: boolean;
  escaping?: boolean;
  timeoutSeconds?: number;
};
type Served = { status: number; headers: Record<string, string>; body: string };

const BOUNDARY = '----BackfillLocalHostBoundary';

class HTTPResponse {
  constructor(private readonly served: Served) {}
  getResponseCode(): number {
    return this.served.status;
  }
  getContentText(_charset?: string): string {
    return this.served.body;
  }
  getContent(): number[] {
    return bytesOf(this.served.body);
  }
  getHeaders(): Record<string, string> {
    return { ...this.served.headers };
  }
  getAllHeaders(): Record<string, string> {
    return { ...this.served.headers };
  }
  getBlob(): Blob {
    const type = Object.entries(this.served.headers).find(([name]) => name.toLowerCase() === 'content-type');
    return blobOf(this.served.body, type?.[1].split(';')[0] ?? null);
  }
}
refuseUnknown(HTTPResponse, 'HTTPResponse');

function multipart(fields: Record<string, unknown>): string {
  const parts = Object.entries(fields).map(([name, value]) => {
    if (!(value instanceof Blob))
      return `--${BOUNDARY}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${String(value)}\r\n`;
    const head = `Content-Disposition: form-data; name="${name}"; filename="${value.getName() ?? name}"`;
    const type = `Content-Type: ${value.getContentType() ?? 'application/octet-stream'}`;
    return `--${BOUNDARY}\r\n${head}\r\n${type}\r\n\r\n${value.getDataAsString()}\r\n`;
  });
  return `${parts.join('')}--${BOUNDARY}--\r\n`;
}

/** The body, and the content type that goes with it when the script names none. */
function bodyOf(payload: unknown): { body: string | null; type: string } {
  const form = 'application/x-www-form-urlencoded';
  if (payload === undefined || payload === null) return { body: null, type: form };
  if (typeof payload === 'string') return { body: payload, type: form };
  if (payload instanceof Blob) return { body: payload.getDataAsString(), type: payload.getContentType() ?? form };
  if (Array.isArray(payload)) return { body: blobOf(payload).getDataAsString(), type: form };
  if (typeof payload !== 'object') return { body: String(payload), type: form };
  const fields = payload as Record<string, unknown>;
  if (Object.values(fields).some((value) => value instanceof Blob)) {
    return { body: multipart(fields), type: `multipart/form-data; boundary=${BOUNDARY}` };
  }
  const pairs = Object.entries(fields).map(
    ([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(String(value))}`,
  );
  return { body: pairs.join('&'), type: form };
}

const METHODS = ['get', 'delete', 'patch', 'post', 'put', 'head', 'options'];

function requestOf(url: unknown, options: Options) {
  if (typeof url !== 'string' || url === '') throw new Exception('Attribute provided with no value: url');
  const { body, type } = bodyOf(options.payload);
  const method = String(options.method ?? (body === null ? 'get' : 'post')).toLowerCase();
  if (!METHODS.includes(method)) throw new Exception(`Attribute provided with invalid value: method`);
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(options.headers ?? {})) headers[name] = String(value);
  const named = Object.keys(headers).some((name) => name.toLowerCase() === 'content-type');
  if (options.contentType !== undefined) headers['Content-Type'] = options.contentType;
  else if (body !== null && !named) headers['Content-Type'] = type;
  return {
    url,
    method,
    headers,
    body,
    mute: options.muteHttpExceptions === true,
    follow: options.followRedirects !== false,
    timeoutSeconds: options.timeoutSeconds ?? null,
  };
}

export const UrlFetchApp = service('UrlFetchApp', {
  fetch: (url: string, options: Options = {}) => new HTTPResponse(ask('UrlFetchApp.fetch', requestOf(url, options))),
  fetchAll: (requests: (string | Options)[]) => {
    if (!Array.isArray(requests))
      throw new Exception("The parameters don't match the method signature for UrlFetchApp.fetchAll.");
    const asked = requests.map((one) => (typeof one === 'string' ? requestOf(one, {}) : requestOf(one.url, one)));
    return ask('UrlFetchApp.fetchAll', { requests: asked }).map((served: Served) => new HTTPResponse(served));
  },
  getRequest: (url: string, options: Options = {}) => {
    const { method, headers, body } = requestOf(url, options);
    return { url, method, headers, ...(body === null ? {} : { payload: body }) };
  },
});
