// Sheets that people work in while an export goes on. Its crash points are in crash.deep.test.ts.
import { describe, expect, test } from 'vitest';
import { proveDeep } from '../deep-table';
import { type ExportScene, exportScene, lead, leads } from './export-scene';

const LIST = [
  ['Email', 'Company', 'Notes'],
  [lead(2).email.toUpperCase(), '', 'note of two'],
  ['else@example.com', 'Elsewhere', 'note of else'],
  [lead(0).email, 'Mine & Co', 'note of nought'],
];

const DOINGS: Record<string, (s: ExportScene) => void> = {
  'sort by address, descending': (s) => s.leads.sort(1, false),
  'sort by notes': (s) => s.leads.sort(s.header().indexOf('Notes') + 1, false),
  'insert a row above': (s) => s.leads.insertRows(2, 1),
  'insert rows in the middle': (s) => s.leads.insertRows(4, 2),
  'delete the row of another list': (s) => {
    const at = s.sheet().findIndex((row) => row.includes('else@example.com'));
    if (at >= 0) s.leads.deleteRows(at + 2, 1);
  },
  'insert a column at the left': (s) => s.leads.insertColumns(1, 1),
  'move the notes to the front': (s) => s.leads.moveColumn(s.header().indexOf('Notes') + 1, 1),
  'type below the last row': (s) => {
    const row = s.leads.values().length + 1;
    s.leads.type(`${'ABCDEFGHIJ'[s.header().indexOf('Notes')]}${row}`, 'note below');
  },
};

/** What is wrong with the sheet: a lead that is missing or there twice, a value beside another lead, a note that left its row. */
function wrongIn(s: ExportScene): string[] {
  const at = (name: string) => s.header().indexOf(name);
  const wrong: string[] = [];
  const seen = new Map<string, number>();
  const notes = new Map([
    [lead(2).email, 'note of two'],
    ['else@example.com', 'note of else'],
    [lead(0).email, 'note of nought'],
  ]);
  for (const row of s.sheet()) {
    const email = String(row[at('Email')] ?? '').toLowerCase();
    const own = leads(5).find((one) => one.email === email);
    const [name, company, note, status] = ['First name', 'Company', 'Notes', 'Export status'].map((one) =>
      at(one) < 0 ? '' : row[at(one)],
    );
    seen.set(email, (seen.get(email) ?? 0) + 1);
    const rightCompany = email === lead(0).email ? 'Mine & Co' : own ? own.company : email ? 'Elsewhere' : '';
    if ((name ?? '') !== (own?.first_name ?? '')) wrong.push(`${email}: first name ${String(name)}`);
    if ((company ?? '') !== rightCompany) wrong.push(`${email}: company ${String(company)}`);
    if (Boolean(status) !== (own !== undefined)) wrong.push(`${email}: status ${String(status)}`);
    if (note === 'note below' ? email !== '' : (note ?? '') !== (notes.get(email) ?? ''))
      wrong.push(`${email}: note ${String(note)}`);
  }
  for (const one of leads(5)) if (seen.get(one.email) !== 1) wrong.push(`${one.email}: ${seen.get(one.email)} rows`);
  return wrong;
}

describe('before service calls of an export', () => {
  test.each(Object.entries(DOINGS))(
    '%s: every lead has one row of its own, every value its lead, every note its row',
    async (what, act) => {
      const { cases } = await proveDeep(`${what}, in an export`, () => {
        const problems: string[] = [];
        let cases = 0;
        for (let at = 1; ; at += 3) {
          const s = exportScene({ leads: leads(5), sheet: LIST });
          // Once it is started: its columns are there.
          const { jobId } = s.start().value;
          let n = 0;
          s.host.setHook((_call, phase) => {
            if (phase === 'before' && ++n === at) act(s);
          });
          s.drive();
          s.host.setHook(undefined);
          if (n < at) break;
          cases++;
          const { state, reason } = s.view(jobId);
          if (state !== 'finished') problems.push(`before call ${at}: ${state} (${reason})`);
          for (const problem of wrongIn(s)) problems.push(`before call ${at}: ${problem}`);
        }
        return { cases, problems };
      });
      expect(cases).toBeGreaterThan(15);
    },
  );
});
