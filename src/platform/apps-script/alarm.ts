// The one recurring trigger of a user in a document: every five minutes in a bound script, every hour in a published add-on.
import type { AlarmPort } from '../ports';

/** The entry function that the trigger calls. */
const HANDLER = 'alarm';
const EVERY_MINUTES = 5;
/** Google tells nobody how often a trigger comes, so it is written down. */
const HOURLY = 'bf.hourly';

export const appsScriptAlarm: AlarmPort = {
  state() {
    try {
      if (own().length === 0) return null;
      return PropertiesService.getUserProperties().getProperty(HOURLY) ? 'hourly' : 'minutes';
    } catch {
      return null;
    }
  },
  arm() {
    try {
      if (own().length > 0) return;
      try {
        ScriptApp.newTrigger(HANDLER).timeBased().everyMinutes(EVERY_MINUTES).create();
      } catch (error) {
        // "The recurrence interval for an Add-on trigger must be at least one hour."
        if (!/hour/i.test(String(error))) throw error;
        ScriptApp.newTrigger(HANDLER).timeBased().everyHours(1).create();
        PropertiesService.getUserProperties().setProperty(HOURLY, '1');
      }
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
