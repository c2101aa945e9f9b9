// Every name that Google may call, and nothing else: each becomes a top-level function of Code.js, callable from the sidebar, the
// menu, a trigger, and (unless it refuses) from a cell.
import { platformOfPerson } from './addon';
import { ALARM_MS } from './engine/time-budget';
import { answerFormula } from './formula/answer-formula';
import { freezeSelection } from './formula/freeze-formulas';
import { advance } from './job/advance';
import { formulaPlatform } from './platform/apps-script/formula-platform';
import { buildMenu, showSidebar } from './platform/apps-script/menu';
import { answerCall } from './sidebar-api';

/**
 * Builds the menu. Runs in every authorisation mode, so it reads nothing.
 * @param {object} event Google's event.
 */
export function onOpen(event: unknown): void {
  void event;
  buildMenu();
}

/**
 * Runs once when the add-on is installed from inside a document.
 * @param {object} event Google's event.
 */
export function onInstall(event: unknown): void {
  onOpen(event);
}

/** Opens the sidebar. */
export function openSidebar(): void {
  platformOfPerson();
  showSidebar();
}

/** Puts what Backfill's formulas show in the selection in their place. */
export function freezeFormulas(): void {
  freezeSelection(platformOfPerson());
}

/**
 * The sidebar's one way in.
 * @param {string} name The call.
 * @param {string} json Its arguments as JSON text.
 * @return {string} `{"ok":true,"value":…}` or `{"ok":false,"error":{…}}` as JSON text.
 */
export function rpc(name: string, json: string): string {
  return answerCall(platformOfPerson, String(name), String(json ?? ''));
}

/**
 * The recurring trigger: moves this person's open runs on.
 * @param {object} event Google's event.
 */
export function alarm(event: unknown): void {
  void event;
  advance(platformOfPerson(), ALARM_MS);
}

/**
 * Shows what was bought by a saved recipe, row by row. Never spends: what is missing says "not bought yet".
 * @param {"Work emails"} recipe The name of a saved recipe.
 * @param {A2:B100} inputs The recipe's input columns, in its order, without headers.
 * @param {"email, phone"} fields Optional: which result fields to show. Default: those of the recipe.
 * @return {string} The fields of each row.
 * @customfunction
 */
export function BACKFILL(recipe: unknown, inputs: unknown, fields: unknown): unknown {
  return answerFormula(formulaPlatform, 'BACKFILL', [recipe, inputs, fields]);
}

/**
 * Shows how each row stands with a saved recipe: found, no match, failed, check, waiting, not bought yet. Never spends.
 * @param {"Work emails"} recipe The name of a saved recipe.
 * @param {A2:B100} inputs The recipe's input columns, in its order, without headers.
 * @return {string} The outcome of each row.
 * @customfunction
 */
export function BACKFILL_STATUS(recipe: unknown, inputs: unknown): unknown {
  return answerFormula(formulaPlatform, 'BACKFILL_STATUS', [recipe, inputs]);
}

/**
 * Shows what was bought from a Databar enrichment, row by row. Never spends: what is missing says "not bought yet".
 * @param {833} enrichmentId The enrichment's number in Databar's catalogue.
 * @param {A1:B100} inputs The cells to look up; their first row holds the names of the parameters.
 * @param {"email, phone"} fields Optional: which result fields to show. Default: the whole result as JSON.
 * @return {string} The names of the fields, then the fields of each row.
 * @customfunction
 */
export function ENRICH(enrichmentId: unknown, inputs: unknown, fields: unknown): unknown {
  return answerFormula(formulaPlatform, 'ENRICH', [enrichmentId, inputs, fields]);
}

/**
 * Shows what was bought from a Databar waterfall, row by row. Never spends: what is missing says "not bought yet".
 * @param {"email_getter"} identifier The waterfall's identifier.
 * @param {A1:B100} inputs The cells to look up; their first row holds the names of the parameters.
 * @param {"email, provider"} fields Optional: which result fields to show. Default: the whole result as JSON.
 * @return {string} The names of the fields, then the fields of each row.
 * @customfunction
 */
export function WATERFALL(identifier: unknown, inputs: unknown, fields: unknown): unknown {
  return answerFormula(formulaPlatform, 'WATERFALL', [identifier, inputs, fields]);
}

/**
 * Shows what was bought of creators from Influencers.club. Never spends: what is missing says "not bought yet".
 * @param {A2:A100} handlesOrEmails One creator a row: handles for raw and full, e-mails for basic and advanced.
 * @param {"raw"} mode raw, full, basic or advanced.
 * @param {"instagram"} platform Where the handles are; not for e-mails.
 * @param {"email, first_name"} fields Optional: which result fields to show. Default: the whole result as JSON.
 * @return {string} The fields of each row.
 * @customfunction
 */
export function CREATOR(handlesOrEmails: unknown, mode: unknown, platform: unknown, fields: unknown): unknown {
  return answerFormula(formulaPlatform, 'CREATOR', [handlesOrEmails, mode, platform, fields]);
}

/**
 * Shows the verdict that was bought on each e-mail: VALID, INVALID, RISKY, UNKNOWN. Never spends.
 * @param {A2:A100} emails One e-mail a row.
 * @param {"BOUNCEBAN"} service Optional: BOUNCEBAN, MAILVERI or HYBRID.
 * @return {string} The verdict on each row.
 * @customfunction
 */
export function VALIDATE_EMAIL(emails: unknown, service: unknown): unknown {
  return answerFormula(formulaPlatform, 'VALIDATE_EMAIL', [emails, service]);
}

/**
 * Shows what is known of leads that were uploaded to Enrichabl. Never uploads.
 * @param {A2:A100} emails One e-mail a row.
 * @param {"stage, validation_status"} fields Which fields to show.
 * @return {string} The fields of each row.
 * @customfunction
 */
export function LEAD(emails: unknown, fields: unknown): unknown {
  return answerFormula(formulaPlatform, 'LEAD', [emails, fields]);
}
