// The Apps Script platform: every port, each made when it is first used. No service is called while this file loads.
import type { Platform } from '../ports';
import { appsScriptAlarm } from './alarm';
import { appsScriptHttp } from './http';
import { appsScriptSpreadsheet } from './spreadsheet';
import { cache, platformLock, propertyStore } from './store';
import { used } from './used';

export const appsScriptPlatform: Platform = {
  nowMs: () => Date.now(),
  sleep: (ms) => Utilities.sleep(ms),
  newId: () => Utilities.getUuid(),
  user: () => Session.getEffectiveUser().getEmail(),
  spreadsheet: appsScriptSpreadsheet,
  documentStore: propertyStore(() => PropertiesService.getDocumentProperties()!),
  userStore: propertyStore(() => PropertiesService.getUserProperties()),
  documentLock: platformLock(() => LockService.getDocumentLock()!),
  userLock: platformLock(() => LockService.getUserLock()),
  http: appsScriptHttp,
  userCache: cache(() => CacheService.getUserCache()),
  alarm: appsScriptAlarm,
  used,
};
