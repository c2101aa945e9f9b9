// ScriptApp and Session inside the realm. Not the firing of triggers.
import { ask } from './bridge';
import { enumOf } from './google-enum';
import { refuseUnknown, service } from './refuse-unknown';
import { User } from './user';

export const AuthMode = enumOf('NONE', 'CUSTOM_FUNCTION', 'LIMITED', 'FULL');
const EventType = enumOf('CLOCK', 'ON_OPEN', 'ON_EDIT', 'ON_FORM_SUBMIT', 'ON_CHANGE', 'ON_EVENT_UPDATED');
const TriggerSource = enumOf('SPREADSHEETS', 'CLOCK', 'FORMS', 'DOCUMENTS', 'CALENDAR');
const AuthorizationStatus = enumOf('REQUIRED', 'NOT_REQUIRED');
const WeekDay = enumOf('SUNDAY', 'MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY');
type WeekDayName = keyof typeof WeekDay;

type Stored = { uid: string; fn: string; type: keyof typeof EventType };

class Trigger {
  constructor(private readonly stored: Stored) {}
  getUniqueId(): string {
    return this.stored.uid;
  }
  getHandlerFunction(): string {
    return this.stored.fn;
  }
  getEventType() {
    return EventType[this.stored.type];
  }
  getTriggerSource() {
    return this.stored.type === 'CLOCK' ? TriggerSource.CLOCK : TriggerSource.SPREADSHEETS;
  }
  getTriggerSourceId(): string | null {
    return this.stored.type === 'CLOCK' ? null : ask('Spreadsheet.about').id;
  }
}
refuseUnknown(Trigger, 'Trigger');

class ClockTriggerBuilder {
  private readonly schedule: Record<string, unknown> = {};
  constructor(private readonly fn: string) {}
  private with(part: Record<string, unknown>): this {
    Object.assign(this.schedule, part);
    return this;
  }
  everyMinutes(everyMinutes: number): this {
    return this.with({ everyMinutes });
  }
  everyHours(everyHours: number): this {
    return this.with({ everyHours });
  }
  everyDays(everyDays: number): this {
    return this.with({ everyDays });
  }
  everyWeeks(everyWeeks: number): this {
    return this.with({ everyWeeks });
  }
  after(afterMs: number): this {
    return this.with({ afterMs });
  }
  at(date: Date): this {
    return this.with({ atMs: date.getTime() });
  }
  atHour(atHour: number): this {
    return this.with({ atHour });
  }
  nearMinute(nearMinute: number): this {
    return this.with({ nearMinute });
  }
  onWeekDay(day: (typeof WeekDay)[WeekDayName]): this {
    return this.with({ weekDay: day.ordinal() });
  }
  onMonthDay(monthDay: number): this {
    return this.with({ monthDay });
  }
  inTimezone(zone: string): this {
    return this.with({ zone });
  }
  create(): Trigger {
    return new Trigger(ask('ClockTriggerBuilder.create', { fn: this.fn, type: 'CLOCK', schedule: this.schedule }));
  }
}
refuseUnknown(ClockTriggerBuilder, 'ClockTriggerBuilder');

class SpreadsheetTriggerBuilder {
  private type = 'ON_OPEN';
  constructor(private readonly fn: string) {}
  private of(type: string): this {
    this.type = type;
    return this;
  }
  onOpen(): this {
    return this.of('ON_OPEN');
  }
  onEdit(): this {
    return this.of('ON_EDIT');
  }
  onChange(): this {
    return this.of('ON_CHANGE');
  }
  onFormSubmit(): this {
    return this.of('ON_FORM_SUBMIT');
  }
  create(): Trigger {
    return new Trigger(ask('SpreadsheetTriggerBuilder.create', { fn: this.fn, type: this.type, schedule: null }));
  }
}
refuseUnknown(SpreadsheetTriggerBuilder, 'SpreadsheetTriggerBuilder');

class TriggerBuilder {
  constructor(private readonly fn: string) {}
  timeBased(): ClockTriggerBuilder {
    return new ClockTriggerBuilder(this.fn);
  }
  forSpreadsheet(_spreadsheet: unknown): SpreadsheetTriggerBuilder {
    return new SpreadsheetTriggerBuilder(this.fn);
  }
}
refuseUnknown(TriggerBuilder, 'TriggerBuilder');

class AuthorizationInfo {
  constructor(private readonly required: boolean) {}
  getAuthorizationStatus() {
    return AuthorizationStatus[this.required ? 'REQUIRED' : 'NOT_REQUIRED'];
  }
  getAuthorizationUrl(): string | null {
    return this.required ? 'https://accounts.google.com/o/oauth2/auth' : null;
  }
}
refuseUnknown(AuthorizationInfo, 'AuthorizationInfo');

function listed(call: string) {
  return () => ask(call).map((stored: Stored) => new Trigger(stored));
}

export const ScriptApp = service('ScriptApp', {
  AuthMode,
  EventType,
  TriggerSource,
  AuthorizationStatus,
  WeekDay,
  newTrigger: (fn: string) => {
    ask('ScriptApp.checkTriggers');
    return new TriggerBuilder(fn);
  },
  getUserTriggers: listed('ScriptApp.getUserTriggers'),
  getProjectTriggers: listed('ScriptApp.getProjectTriggers'),
  deleteTrigger: (trigger: Trigger) => ask('ScriptApp.deleteTrigger', { uid: trigger.getUniqueId() }),
  getAuthorizationInfo: (_mode: unknown) => new AuthorizationInfo(ask('ScriptApp.getAuthorizationInfo')),
});

export const Session = service('Session', {
  getEffectiveUser: () => new User(ask('Session.getEffectiveUser')),
  getActiveUser: () => new User(ask('Session.getActiveUser')),
  getTemporaryActiveUserKey: () => ask('Session.getTemporaryActiveUserKey'),
  getScriptTimeZone: () => ask('Session.getScriptTimeZone'),
  getActiveUserLocale: () => ask('Session.getActiveUserLocale'),
});
