// What the language and its small services are here: missing globals, encodings, dates as text. Not SpreadsheetApp.
import type { Findings, Told } from '../report-form';
import { type Probe, told } from '../told';

const WEB =
  'setTimeout setInterval URL URLSearchParams TextEncoder TextDecoder fetch FormData atob btoa crypto performance process require structuredClone queueMicrotask AbortController Buffer';
const MOMENT = Date.UTC(2026, 6, 4, 22, 5, 9);

function formatted(zone: string, format: string): Told {
  return told(() => Utilities.formatDate(new Date(MOMENT) as GoogleAppsScript.Base.Date & Date, zone, format));
}

function hex(bytes: number[]): string {
  return bytes.map((byte) => `0${((byte + 256) % 256).toString(16)}`.slice(-2)).join('');
}

function ask(): Findings {
  const globals = globalThis as unknown as { backfillSelfCheckSeen?: boolean } & Record<string, unknown>;
  const findings: Findings = {
    'globals of browsers and Node': WEB.split(' ').filter((name) => name in globals),
    'a global of an earlier execution': globals.backfillSelfCheckSeen === true,
    'SHA-256 of abc': told(() => hex(Utilities.computeDigest(Utilities.DigestAlgorithm.SHA_256, 'abc'))),
    'base64 of hello': told(() => Utilities.base64Encode('hello')),
    'a uuid': told(() =>
      /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(Utilities.getUuid()),
    ),
    'a date in UTC': formatted('UTC', "yyyy-MM-dd'T'HH:mm:ss'Z'"),
    'a date in Berlin': formatted('Europe/Berlin', 'EEE d MMM yyyy, h:mm a XXX'),
    'an offset in New York': formatted('America/New_York', 'Z'),
    'the person is known': told(() => Session.getEffectiveUser().getEmail() !== ''),
    'consent is complete': told(
      () => `${ScriptApp.getAuthorizationInfo(ScriptApp.AuthMode.FULL).getAuthorizationStatus()}`,
    ),
  };
  globals.backfillSelfCheckSeen = true;
  return findings;
}

export const RUNTIME_PROBES: Probe[] = [{ name: 'the runtime', ask }];
