// What clasp and Google say when something is wrong, as a sentence that says what to do. Runs nothing.
// The texts: clasp 3.4.1's own sources (core/utils.js, core/project.js), Google's API errors as reported (google/clasp issues 1128, 35, 908).

export type Trouble = { kind: 'login' | 'expired' | 'api-off' | 'network' | 'script' | 'other'; text: string };
type Asked = { credentials: string; scriptId: string | null };

const LOGIN_AGAIN = 'Run `npx clasp login` (add `--no-localhost` on a machine without a browser), then this again.';

const TABLE: [RegExp, Trouble['kind'], (asked: Asked) => string][] = [
  [
    /no credentials found|not logged in/i,
    'login',
    ({ credentials }) => `Nobody is logged in: ${credentials} has no credentials. ${LOGIN_AGAIN}`,
  ],
  [
    /invalid_grant|invalid_rapt|invalid_client|unauthorized_client|expired or revoked|invalid (authentication )?credentials/i,
    'expired',
    ({ credentials }) =>
      `Google no longer takes the credentials in ${credentials}: they expired or were revoked. ${LOGIN_AGAIN}`,
  ],
  [
    /insufficient (authentication )?(scopes|permission)/i,
    'expired',
    ({ credentials }) =>
      `The credentials in ${credentials} do not cover what is needed here: log in again and tick every box. ${LOGIN_AGAIN}`,
  ],
  [
    /has not enabled the apps script api/i,
    'api-off',
    () =>
      'Your account does not let programs change its scripts yet. Open https://script.google.com/home/usersettings, switch "Google Apps Script API" on, wait a minute or two, then run this again.',
  ],
  [
    /enotfound|eai_again|econnrefused|econnreset|etimedout|enetunreach|socket hang up|network|getaddrinfo/i,
    'network',
    () => 'Google could not be reached. Check the connection (and HTTPS_PROXY, if there is one), then run this again.',
  ],
  [
    /not found|invalid argument/i,
    'script',
    ({ scriptId }) =>
      `Google knows no script ${scriptId ?? ''} that this account may see. In the spreadsheet: Extensions › Apps Script › Project settings › Script ID, then --script ID; or delete .clasp.local.json to make a new one.`,
  ],
  [
    /permission|forbidden|403/i,
    'script',
    ({ scriptId }) =>
      `This account may not change the script ${scriptId ?? ''}. Log in as somebody who may edit its spreadsheet.`,
  ],
  [/syntax error|parse error/i, 'other', () => 'Google refused the code. Nothing was changed there.'],
];

/** Where nothing in the table fits, clasp's own first line is better than none. */
export function troubleOf(output: string, asked: Asked): Trouble {
  const found = TABLE.find(([pattern]) => pattern.test(output));
  const said = output.trim().split('\n')[0] ?? '';
  if (!found) return { kind: 'other', text: `clasp did not succeed: ${said || 'it said nothing'}` };
  return { kind: found[1], text: `${found[2](asked)} (clasp said: ${said})` };
}
