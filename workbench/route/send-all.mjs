// The worker thread behind routed-fetch.ts: sends all requests at once and answers when all are done. Plain JavaScript, because a worker starts without tsx.
// Node's own http client: fetch() would refuse some ports and headers, unpack bodies and follow its own rules.

import http from 'node:http';
import https from 'node:https';
import { runAsWorker } from 'synckit';

// Nothing was sent when the connection could not be made.
const NOT_CONNECTED = new Set(['ECONNREFUSED', 'EHOSTUNREACH', 'ENETUNREACH', 'EADDRNOTAVAIL', 'ENOTFOUND']);
// The connection's own business, not the caller's; a wrong length would end the body early.
const OURS = new Set(['host', 'connection', 'content-length', 'transfer-encoding']);

runAsWorker((requests) => Promise.all(requests.map(send)));

function send(request) {
  const startedMs = performance.now();
  const tookMs = () => Math.round(performance.now() - startedMs);
  return new Promise((resolve) => {
    const fault = (text) => resolve({ fault: `${text}: ${request.url}`, tookMs: tookMs() });
    const client = request.target.startsWith('https:') ? https : http;
    const body = request.body === null ? null : Buffer.from(request.body, 'utf8');
    let call;
    try {
      call = client.request(request.target, {
        method: request.method,
        headers: headersOf(request, body),
        agent: false,
      });
    } catch (error) {
      fault(`Invalid argument (${error.message})`);
      return;
    }
    const timer = Number.isFinite(request.timeoutMs)
      ? setTimeout(() => {
          fault('Timeout');
          call.destroy();
        }, request.timeoutMs)
      : undefined;
    const broken = (error) => {
      clearTimeout(timer);
      fault(isNotConnected(error) ? 'Address unavailable' : 'Unexpected error');
    };
    call.on('error', broken);
    call.on('response', (answer) => {
      const chunks = [];
      answer.on('data', (chunk) => chunks.push(chunk));
      answer.on('error', broken);
      answer.on('end', () => {
        clearTimeout(timer);
        const text = Buffer.concat(chunks).toString('utf8');
        resolve({ status: answer.statusCode, headers: plainHeaders(answer.headers), body: text, tookMs: tookMs() });
      });
    });
    call.end(body ?? undefined);
  });
}

function headersOf(request, body) {
  const headers = {};
  for (const [name, value] of Object.entries(request.headers)) {
    if (!OURS.has(name.toLowerCase())) headers[name] = value;
  }
  if (body !== null) headers['content-length'] = String(body.length);
  return headers;
}

// localhost is tried as ::1 and 127.0.0.1; when both refuse, the reasons come as one AggregateError.
function isNotConnected(error) {
  if (Array.isArray(error.errors)) return error.errors.every(isNotConnected);
  return NOT_CONNECTED.has(error.code) && error.syscall !== 'read' && error.syscall !== 'write';
}

function plainHeaders(headers) {
  const plain = {};
  for (const [name, value] of Object.entries(headers)) plain[name] = Array.isArray(value) ? value.join(', ') : value;
  return plain;
}
