// Every name that Google may call, and nothing else: each becomes a top-level function of Code.js, callable from the sidebar, the
// menu, a trigger, and (unless it refuses) from a cell.
import { platformOfPerson } from './addon';
import { ALARM_MS } from './engine/time-budget';
import { answerFormula } from './formula/answer-formula';
import { freezeSelection } from './formula/freeze-formulas';
import { formulaPlatform } from './platform/apps-script/formula-platform';
import { buildMenu, showSidebar } from './platform/apps-script/menu';
import { moveOn } from './schedule/move-on';
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
 * The recurring trigger: moves this person's open runs on, and starts what is due by the clock.
 * @param {object} event Google's event.
 */
export function alarm(event: unknown): void {
  void event;
  const platform = platformOfPerson();
  try {
    moveOn({ ...platform, alarmSinceMs: platform.nowMs() }, ALARM_MS);
  } catch (error) {
    // Nobody waits for an answer, and Google would mail the exception as it is. The next alarm goes on.
    console.error(String(error));
  }
}

/**
 * Shows what a saved recipe bought for each row. Never spends.
 * @param {"Work emails"} recipe Name of the recipe
 * @param {A2:B100} inputs Its input columns, without headers
 * @param {"email, phone"} fields Optional: fields to show
 * @return The fields of each row
 * @customfunction
 */
export function BACKFILL(recipe: unknown, inputs: unknown, fields: unknown): unknown {
  return answerFormula(formulaPlatform, 'BACKFILL', [recipe, inputs, fields]);
}

/**
 * Shows how each row stands: found, no match, failed, check, waiting, not bought yet. Never spends.
 * @param {"Work emails"} recipe Name of the recipe
 * @param {A2:B100} inputs Its input columns, without headers
 * @return The outcome of each row
 * @customfunction
 */
export function BACKFILL_STATUS(recipe: unknown, inputs: unknown): unknown {
  return answerFormula(formulaPlatform, 'BACKFILL_STATUS', [recipe, inputs]);
}

/**
 * Shows what a Databar enrichment found for each row. Never spends.
 * @param {833} enrichmentId Its catalogue number
 * @param {A1:B100} inputs Cells, parameter names in the first row
 * @param {"email, phone"} fields Optional: fields to show
 * @return The fields of each row
 * @customfunction
 */
export function ENRICH(enrichmentId: unknown, inputs: unknown, fields: unknown): unknown {
  return answerFormula(formulaPlatform, 'ENRICH', [enrichmentId, inputs, fields]);
}

/**
 * Shows what a Databar waterfall found for each row. Never spends.
 * @param {"email_getter"} identifier Its identifier
 * @param {A1:B100} inputs Cells, parameter names in the first row
 * @param {"email, provider"} fields Optional: fields to show
 * @return The fields of each row
 * @customfunction
 */
export function WATERFALL(identifier: unknown, inputs: unknown, fields: unknown): unknown {
  return answerFormula(formulaPlatform, 'WATERFALL', [identifier, inputs, fields]);
}

/**
 * Shows what Influencers.club found for each creator. Never spends.
 * @param {A2:A100} handlesOrEmails Handles (raw, full) or e-mails (basic, advanced)
 * @param {"full"} mode raw, full, basic or advanced
 * @param {"instagram"} platform Where the handles are
 * @param {"email, first_name"} fields Optional: fields to show
 * @return The fields of each row
 * @customfunction
 */
export function CREATOR(handlesOrEmails: unknown, mode: unknown, platform: unknown, fields: unknown): unknown {
  return answerFormula(formulaPlatform, 'CREATOR', [handlesOrEmails, mode, platform, fields]);
}

/**
 * Shows each e-mail's verdict: VALID, INVALID, RISKY, UNKNOWN. Never spends.
 * @param {A2:A100} emails E-mails
 * @param {"BOUNCEBAN"} service Optional: BOUNCEBAN, MAILVERI, HYBRID
 * @return The verdict on each row
 * @customfunction
 */
export function VALIDATE_EMAIL(emails: unknown, service: unknown): unknown {
  return answerFormula(formulaPlatform, 'VALIDATE_EMAIL', [emails, service]);
}

/**
 * Shows what is known of leads at Enrichabl. Never uploads.
 * @param {A2:A100} emails E-mails
 * @param {"stage, validation_status"} fields Fields to show
 * @return The fields of each row
 * @customfunction
 */
export function LEAD(emails: unknown, fields: unknown): unknown {
  return answerFormula(formulaPlatform, 'LEAD', [emails, fields]);
}
