// The one recurring trigger of a user in a document: a bound script may ask for every five minutes.
import type { AlarmPort } from '../ports';

/** The entry function that the trigger calls. */
const HANDLER = 'alarm';
const EVERY_MINUTES = 5;

export const appsScriptAlarm: AlarmPort = {
  isArmed() {
    try {
      return own().length > 0;
    } catch {
      return false;
    }
  },
  arm() {
    try {
      if (own().length > 0) return;
      ScriptApp.newTrigger(HANDLER).timeBased().everyMinutes(EVERY_MINUTES).create();
    } catch (error) {
      // Without an alarm the open sidebar still moves every run.
      console.warn(`No alarm could be made: ${String(error)}`);
    }
  },
  disarm() {
    try {
      for (const trigger of own()) ScriptApp.deleteTrigger(trigger);
    } catch (error) {
      console.warn(`The alarm could not be removed: ${String(error)}`);
    }
  },
};

function own(): GoogleAppsScript.Script.Trigger[] {
  return ScriptApp.getUserTriggers(SpreadsheetApp.getActiveSpreadsheet()).filter(
    (trigger) => trigger.getHandlerFunction() === HANDLER,
  );
}
