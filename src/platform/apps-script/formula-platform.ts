// The platform of a formula: reads of the sheet and of the document's properties, and its cache. No fetch, no lock, no identity.
import type { FormulaPlatform } from '../ports';
import { appsScriptSpreadsheet } from './spreadsheet';
import { cache, propertyStore } from './store';

export const formulaPlatform: FormulaPlatform = {
  spreadsheet: appsScriptSpreadsheet,
  documentStore: propertyStore(() => PropertiesService.getDocumentProperties()!),
  documentCache: cache(() => CacheService.getDocumentCache()!),
};
