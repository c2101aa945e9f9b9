// UrlFetchApp behind the port: no exception leaves, no redirect is followed with a key.
import type { HttpAnswer, HttpPort, HttpRequest } from '../ports';
import { used } from './used';

/** Older accounts are cut at 60 s whatever is asked; asking for it makes all alike. */
const TIMEOUT_SECONDS = 60;

/**
 * Exceptions that Google throws before anything is sent, or that say that no connection was made. Not every limit is one: "Limit
 * exceeded: URLFetch Response Size" is thrown over an answer, when the provider has done its work.
 */
const NOT_SENT =
  /service invoked too many times|invalid argument|dns error|address unavailable|bandwidth quota exceeded|not permitted by your admin|invalid value|limit exceeded(?!.*response)|permission to call|authorization is required/i;

const NOT_ALLOWED = /permission to call|authorization is required/i;
/** Not "… in a short time", which passes. */
const DAY_IS_OVER = /invoked too many times(?! in)/i;

type Options = GoogleAppsScript.URL_Fetch.URLFetchRequestOptions & { timeoutSeconds: number };

export const appsScriptHttp: HttpPort = {
  one(request) {
    used.fetches++;
    try {
      return toAnswer(UrlFetchApp.fetch(request.url, toOptions(request)));
    } catch (error) {
      return toFault(error);
    }
  },
  many(requests) {
    if (requests.length === 1) return [appsScriptHttp.one(requests[0]!)];
    // Google is taken to count each of them.
    used.fetches += requests.length;
    try {
      return UrlFetchApp.fetchAll(requests.map((request) => ({ url: request.url, ...toOptions(request) }))).map(
        toAnswer,
      );
    } catch {
      // One bad request fails the whole call: each is asked alone, so that the others are heard.
      return requests.map((request) => appsScriptHttp.one(request));
    }
  },
};

function toOptions(request: HttpRequest): Options {
  // An id that is `..` would make the call another one.
  if (/\/\.\.?(?=[/?]|$)/.test(request.url)) throw new Error(`Invalid argument: ${request.url}`);
  const options: Options = {
    method: request.method === 'POST' ? 'post' : 'get',
    headers: request.headers,
    muteHttpExceptions: true,
    followRedirects: false,
    timeoutSeconds: TIMEOUT_SECONDS,
  };
  if (request.form !== null) {
    const { fields, file } = request.form;
    // An object with a blob in it goes out as multipart; Google sets the content type with its boundary.
    options.payload = { ...fields, [file.field]: Utilities.newBlob(file.text, file.type, file.name) };
  }
  if (request.body !== null) {
    options.contentType = 'application/json';
    options.payload = request.body;
  }
  return options;
}

function toAnswer(response: GoogleAppsScript.URL_Fetch.HTTPResponse): HttpAnswer {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(response.getAllHeaders())) headers[name] = String(value);
  return { status: response.getResponseCode(), headers, text: response.getContentText('UTF-8') };
}

function toFault(error: unknown): HttpAnswer {
  const text = error instanceof Error ? error.message : String(error);
  used.shut ||= DAY_IS_OVER.test(text);
  used.barred ||= NOT_ALLOWED.test(text);
  return { fault: text.slice(0, 300) || 'Google said nothing', sent: !NOT_SENT.test(text) };
}
