// The eight operations as people set them up: which settings, in which words, what a miss costs. One table, hence its length; no logic.
// What the settings may be is decided by the add-on, which checks every recipe; what a provider offers comes from its lists.
import type { ProviderId } from '../src/sidebar-calls';
import type { Choices, Field, Offer, OperationShape } from './operation-fields';

export const PROVIDERS: Record<ProviderId, { name: string; keyIsCalled: string; keyPlace: string; site: string }> = {
  databar: {
    name: 'Databar',
    keyIsCalled: 'API key',
    keyPlace: 'In Databar, open your workspace and click Integrations.',
    site: 'https://databar.ai',
  },
  influencers: {
    name: 'Influencers.club',
    keyIsCalled: 'API key',
    keyPlace: 'In the Influencers.club dashboard, open the API page.',
    site: 'https://influencers.club',
  },
  enrichabl: {
    name: 'Enrichabl',
    keyIsCalled: 'Personal API token',
    keyPlace: 'In Enrichabl, open Profile, then Personal API Tokens.',
    site: 'https://enrichabl.com',
  },
};

const sameWords = (values: string): Choices => values.split(' ').map((value) => [value, value.replace(/_/g, ' ')]);

const PLATFORMS: Choices = [
  ['instagram', 'Instagram'],
  ['youtube', 'YouTube'],
  ['tiktok', 'TikTok'],
  ['twitter', 'X (Twitter)'],
  ['twitch', 'Twitch'],
  ['onlyfans', 'OnlyFans'],
];

const HANDLES = ['mode', 'raw', 'full'] as const;
const EMAILS = ['mode', 'basic', 'advanced'] as const;
const FULL = ['mode', 'full'] as const;
const AI = ['type', 'AI_COLUMN', 'MULTI_AI_COLUMN'] as const;
const FIRECRAWL = ['type', 'FIRECRAWL_EXTRACT'] as const;

const BASE_COLUMNS = sameWords(
  'first_name last_name company title phone linkedin_url company_website company_description company_size industry location',
);

const PIPELINE: Field = {
  kind: 'list',
  setting: 'pipeline',
  label: 'Pipeline',
  list: 'enrichabl.pipelines',
  required: true,
};

const PIPELINE_OR_NEW: Field[] = [
  { ...PIPELINE, make: { label: 'New pipeline', at: 'pipeline.create' } },
  {
    kind: 'text',
    setting: 'pipeline.create.name',
    label: 'Name of the new pipeline',
    hint: 'A pipeline that has this name already is used.',
    required: true,
  },
  { kind: 'text', setting: 'pipeline.create.description', label: 'Description', more: true },
  { kind: 'text', setting: 'pipeline.create.color', label: 'Color', hint: 'For example #8B5CF6', more: true },
];

/** A lead has fields of its own besides the known ones. */
const CUSTOM_FIELDS = { hint: 'A custom field of your leads, e.g. tier', before: 'custom_fields.' };

const TARGET: Field = { kind: 'target', setting: 'target', label: 'Leads to work on', more: true };

export const OPERATIONS: readonly OperationShape[] = [
  {
    id: 'databar.enrichment',
    provider: 'databar',
    title: 'Enrichment',
    misses: 'Databar does not say whether a miss is charged; the run shows what was.',
    readsRows: true,
    fields: [
      { kind: 'list', setting: 'enrichment', label: 'Enrichment', list: 'databar.enrichments', required: true },
      {
        kind: 'number',
        setting: 'pages',
        label: 'Pages per row',
        hint: 'Each page of each row is billed.',
        least: 1,
        most: 100,
        more: true,
      },
    ],
  },
  {
    id: 'databar.waterfall',
    provider: 'databar',
    title: 'Waterfall',
    misses: 'Each provider that is asked may charge, until one finds something.',
    readsRows: true,
    fields: [
      { kind: 'list', setting: 'waterfall', label: 'Waterfall', list: 'databar.waterfalls', required: true },
      {
        kind: 'offered',
        setting: 'enrichments',
        label: 'Providers, asked in this order',
        hint: 'None ticked: those that the waterfall asks by default.',
        several: true,
        more: true,
      },
      { kind: 'offered', setting: 'emailVerifier', label: 'E-mail verifier', several: false, more: true },
      {
        kind: 'choice',
        setting: 'call',
        label: 'How rows are sent',
        choices: [
          ['auto', 'Many at once where Databar can'],
          ['bulk-run', 'Always many at once'],
          ['run', 'One by one'],
        ],
        otherwise: 'auto',
        more: true,
      },
    ],
  },
  {
    id: 'databar.table',
    provider: 'databar',
    title: 'Run a Databar table',
    misses: 'Costs what the enrichment in the table costs.',
    readsRows: true,
    fields: [
      { kind: 'list', setting: 'table', label: 'Table', list: 'databar.tables', required: true },
      {
        kind: 'list',
        setting: 'enrichment',
        label: 'Enrichment or waterfall of this table',
        list: 'databar.tableEnrichments',
        within: 'table',
        required: true,
      },
      {
        kind: 'list',
        setting: 'key',
        label: 'Column that tells rows apart',
        hint: 'A row with the same text there is updated, not added again.',
        list: 'databar.tableColumns',
        within: 'table',
        required: true,
      },
      {
        kind: 'choice',
        setting: 'strategy',
        label: 'Rows to run at Databar',
        choices: [
          ['run_empty', 'Rows without a result'],
          ['run_errors', 'Rows with an error'],
          ['run_all', 'All rows'],
        ],
        otherwise: '',
        more: true,
      },
    ],
  },
  {
    id: 'influencers.batch',
    provider: 'influencers',
    title: 'Creators',
    misses: 'Nothing is charged where nothing is found.',
    readsRows: true,
    fields: [
      {
        kind: 'choice',
        setting: 'mode',
        label: 'What to get',
        required: true,
        choices: [
          ['raw', 'Profile from a handle, raw'],
          ['full', 'Profile from a handle, full'],
          ['basic', 'Profile from an e-mail'],
          ['advanced', 'Profile from an e-mail, advanced'],
        ],
      },
      {
        kind: 'choice',
        setting: 'platform',
        label: 'Platform of the handles',
        when: HANDLES,
        choices: [['', 'A column says it'], ...PLATFORMS],
        otherwise: '',
      },
      {
        kind: 'choice',
        setting: 'emailRequired',
        label: 'E-mail address',
        when: HANDLES,
        choices: [
          ['preferred', 'Take creators without one too'],
          ['must_have', 'Only creators with one (others cost nothing)'],
        ],
        otherwise: 'preferred',
        more: true,
      },
      {
        kind: 'switch',
        setting: 'includeAudienceData',
        label: 'With data about the audience',
        when: FULL,
        otherwise: true,
        more: true,
      },
      {
        kind: 'switch',
        setting: 'includeLookalikes',
        label: 'With similar creators',
        when: FULL,
        otherwise: false,
        more: true,
      },
      {
        kind: 'choice',
        setting: 'excludePlatforms',
        label: 'Leave out a platform',
        when: EMAILS,
        choices: [['', 'None'], ...PLATFORMS],
        otherwise: '',
        more: true,
      },
      {
        kind: 'number',
        setting: 'minFollowers',
        label: 'Followers, at least',
        when: EMAILS,
        least: 0,
        more: true,
      },
    ],
  },
  {
    id: 'enrichabl.leads',
    provider: 'enrichabl',
    title: 'Upload leads',
    misses: 'Leads count against your lead quota; those that are there already do not.',
    readsRows: true,
    freeInputs: CUSTOM_FIELDS,
    fields: [
      ...PIPELINE_OR_NEW,
      {
        kind: 'choices',
        setting: 'columns',
        label: 'Columns to show in the pipeline',
        choices: BASE_COLUMNS,
        more: true,
      },
    ],
  },
  {
    id: 'enrichabl.enrichment',
    provider: 'enrichabl',
    title: 'AI column or web page',
    misses: 'Paid with the AI or Firecrawl key in your Enrichabl account, found or not.',
    readsRows: true,
    freeInputs: CUSTOM_FIELDS,
    fields: [
      {
        kind: 'choice',
        setting: 'type',
        label: 'What to make',
        required: true,
        choices: [
          ['AI_COLUMN', 'One AI column'],
          ['MULTI_AI_COLUMN', 'Several AI columns at once'],
          ['FIRECRAWL_EXTRACT', 'Fields from a web page (Firecrawl)'],
        ],
      },
      ...PIPELINE_OR_NEW,
      {
        kind: 'list',
        setting: 'template',
        label: 'Prompt template',
        when: AI,
        list: 'enrichabl.templates',
        within: 'type',
        make: { label: 'New template', at: 'template' },
        required: true,
      },
      {
        kind: 'text',
        setting: 'template.name',
        label: 'Name of the new template',
        when: AI,
        hint: 'A template that has this name already is used.',
        required: true,
      },
      {
        kind: 'long',
        setting: 'template.prompt',
        label: 'Prompt',
        when: AI,
        hint: 'Fields of the lead in double braces, e.g. {{company}}.',
        required: true,
      },
      {
        kind: 'choice',
        setting: 'template.model',
        label: 'Model',
        when: AI,
        required: true,
        choices: sameWords(
          'gpt-4o-mini gpt-4o gpt-4.1 gpt-4.1-mini gpt-4.1-nano o1 o1-mini o3 o3-mini o4-mini gemini-2.5-pro gemini-2.5-flash gemini-2.5-flash-lite gemini-2.0-flash gemini-2.0-flash-lite sonar sonar-pro sonar-reasoning sonar-reasoning-pro',
        ),
      },
      {
        kind: 'words',
        setting: 'template.fields',
        label: 'Fields to get, one a line',
        when: ['type', 'MULTI_AI_COLUMN'],
        required: true,
      },
      {
        kind: 'number',
        setting: 'template.maxTokens',
        label: 'Longest answer, in tokens',
        when: AI,
        least: 1,
        more: true,
      },
      { kind: 'text', setting: 'template.endpointUrl', label: 'Address of your own model', when: AI, more: true },
      {
        kind: 'text',
        setting: 'firecrawl.urlColumn',
        label: 'Lead field with the address',
        when: FIRECRAWL,
        hint: 'For example company_website',
        required: true,
      },
      { kind: 'long', setting: 'firecrawl.prompt', label: 'What to look for', when: FIRECRAWL, required: true },
      {
        kind: 'words',
        setting: 'firecrawl.fields',
        label: 'Fields to get, one a line',
        when: FIRECRAWL,
        required: true,
      },
      TARGET,
    ],
  },
  {
    id: 'enrichabl.validation',
    provider: 'enrichabl',
    title: 'Check e-mail addresses',
    misses: 'Paid with the validation key in your Enrichabl account.',
    readsRows: true,
    freeInputs: CUSTOM_FIELDS,
    fields: [
      ...PIPELINE_OR_NEW,
      {
        kind: 'choice',
        setting: 'service',
        label: 'Service',
        required: true,
        choices: [
          ['BOUNCEBAN', 'BounceBan'],
          ['MAILVERI', 'MailVeri'],
          ['HYBRID', 'Both (hybrid)'],
        ],
      },
      TARGET,
    ],
  },
  {
    id: 'enrichabl.export',
    provider: 'enrichabl',
    title: 'Bring a pipeline into the sheet',
    misses: 'Free.',
    readsRows: false,
    fields: [PIPELINE],
  },
];

/** Cards besides Databar's catalogue, which comes from its lists. */
export const OFFERS: readonly Offer[] = [
  {
    operation: 'databar.table',
    settings: {},
    title: 'Run a Databar table',
    gives: 'Sends rows to a table of yours and brings back what its enrichment finds',
  },
  {
    operation: 'influencers.batch',
    settings: { mode: 'raw' },
    title: 'Creator profile from a handle, raw',
    gives: 'Name, biography, followers, category, links',
    price: '0.03 credits a row.',
  },
  {
    operation: 'influencers.batch',
    settings: { mode: 'full' },
    title: 'Creator profile from a handle, full',
    gives: 'E-mail, name, location, all platforms, audience',
    price: '1 credit a row.',
  },
  {
    operation: 'influencers.batch',
    settings: { mode: 'basic' },
    title: 'Creator profile from an e-mail',
    gives: 'Strongest platform, user name, followers',
    price: '0.05 credits a row.',
  },
  {
    operation: 'influencers.batch',
    settings: { mode: 'advanced' },
    title: 'Creator profile from an e-mail, advanced',
    gives: 'All platforms of a creator',
    price: 'Price not known.',
  },
  {
    operation: 'enrichabl.leads',
    settings: {},
    title: 'Upload leads to Enrichabl',
    gives: 'Lead id, stage and status of each row',
  },
  {
    operation: 'enrichabl.enrichment',
    settings: { type: 'AI_COLUMN' },
    title: 'AI column',
    gives: 'One answer of a prompt for each lead',
  },
  {
    operation: 'enrichabl.enrichment',
    settings: { type: 'MULTI_AI_COLUMN' },
    title: 'Several AI columns at once',
    gives: 'Several fields from one prompt for each lead',
  },
  {
    operation: 'enrichabl.enrichment',
    settings: { type: 'FIRECRAWL_EXTRACT' },
    title: 'Fields from a web page',
    gives: 'What Firecrawl reads on each lead’s page',
  },
  {
    operation: 'enrichabl.validation',
    settings: { service: 'HYBRID' },
    title: 'Check e-mail addresses',
    gives: 'Valid, invalid, risky or unknown',
  },
  {
    operation: 'enrichabl.export',
    settings: {},
    title: 'Bring a pipeline into the sheet',
    gives: 'Every lead of a pipeline with its fields and statuses',
  },
];

export function shapeOf(operation: string): OperationShape | null {
  return OPERATIONS.find((shape) => shape.id === operation) ?? null;
}
