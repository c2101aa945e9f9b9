// The eight operations as people set them up: which settings, in which words, what a miss costs. One table, hence its length; no logic.
// What the settings may be is decided by the add-on, which checks every recipe; what a provider offers comes from its lists.
import type { ListName, ProviderId } from '../src/sidebar-calls';
import type { Besides, Choices, Field, Offer, OperationShape, Settings } from './operation-fields';

type Provider = { name: string; keyIsCalled: string; keyPlace: string };

export const PROVIDERS: Record<ProviderId, Provider> = {
  databar: {
    name: 'Databar',
    keyIsCalled: 'API key',
    keyPlace: 'In Databar, open your workspace and click Integrations.',
  },
  influencers: {
    name: 'Influencers.club',
    keyIsCalled: 'API key',
    keyPlace: 'In the Influencers.club dashboard, open the API page.',
  },
  enrichabl: {
    name: 'Enrichabl',
    keyIsCalled: 'Personal API token',
    keyPlace: 'In Enrichabl, open Profile, then Personal API Tokens.',
  },
};

/** A label that ends with a star is needed. */
function field(setting: string, starred: string, besides: Besides) {
  const label = starred.replace(' *', '');
  return { setting, label, required: label !== starred, ...besides };
}
const typed =
  (kind: 'text' | 'long' | 'words' | 'number' | 'target' | 'pairs') =>
  (setting: string, label: string, besides: Besides = {}): Field => ({ kind, ...field(setting, label, besides) });
const text = typed('text');
const long = typed('long');
const words = typed('words');
const number = typed('number');
const list = (
  setting: string,
  label: string,
  of: ListName,
  besides: Besides & { within?: string; newAt?: string } = {},
): Field => ({
  kind: 'list',
  list: of,
  ...field(setting, label, besides),
});
/** `otherwise`: what is taken where the recipe says nothing. */
const choice = (
  setting: string,
  label: string,
  choices: Choices,
  besides: Besides & { otherwise?: string } = {},
): Field => ({
  kind: 'choice',
  choices,
  ...field(setting, label, besides),
});

const MORE = { more: true };
const REUSED = { hint: 'One that has this name already is used.' };
const ONE_A_LINE = 'Fields to get, one a line *';
const same = (values: string): Choices => values.split(' ').map((value) => [value, value.replace(/_/g, ' ')]);

const PLATFORMS: Choices = [
  ['instagram', 'Instagram'],
  ['youtube', 'YouTube'],
  ['tiktok', 'TikTok'],
  ['twitter', 'X (Twitter)'],
  ['twitch', 'Twitch'],
  ['onlyfans', 'OnlyFans'],
];

const HANDLES = { when: ['mode', 'raw', 'full'] } as const;
const FULL = { when: ['mode', 'full'], ...MORE } as const;
const EMAILS = { when: ['mode', 'basic', 'advanced'], ...MORE } as const;
const AI = { when: ['type', 'AI_COLUMN', 'MULTI_AI_COLUMN'] } as const;
const FIRECRAWL = { when: ['type', 'FIRECRAWL_EXTRACT'] } as const;

const PIPELINES = 'enrichabl.pipelines';
const PIPELINE = [
  list('pipeline', 'Pipeline *', PIPELINES, { newAt: 'pipeline.create' }),
  text('pipeline.create.name', 'Name of the new pipeline *', REUSED),
  text('pipeline.create.description', 'Description', MORE),
  text('pipeline.create.color', 'Color', { hint: 'e.g. #8B5CF6', ...MORE }),
];
const TARGET = typed('target')('target', 'Leads to work on', MORE);

const OFFERED_HINT = { hint: 'None ticked: those that the waterfall asks by default.', ...MORE };

/** Id, title, what a miss costs, settings. */
const TABLE: readonly [string, string, string, Field[]][] = [
  [
    'databar.enrichment',
    'Enrichment',
    'Databar does not say whether a miss is charged; the run shows what was.',
    [
      list('enrichment', 'Enrichment *', 'databar.enrichments'),
      number('pages', 'Pages per row', { hint: 'Each page of each row is billed.', least: 1, most: 100, ...MORE }),
    ],
  ],
  [
    'databar.waterfall',
    'Waterfall',
    'Each provider that is asked may charge, until one finds something.',
    [
      list('waterfall', 'Waterfall *', 'databar.waterfalls'),
      { kind: 'offered', several: true, ...field('enrichments', 'Providers, asked in this order', OFFERED_HINT) },
      { kind: 'offered', several: false, ...field('emailVerifier', 'E-mail verifier', MORE) },
      choice(
        'call',
        'How rows are sent',
        [
          ['auto', 'Many at once where Databar can'],
          ['bulk-run', 'Always many at once'],
          ['run', 'One by one'],
        ],
        { otherwise: 'auto', ...MORE },
      ),
    ],
  ],
  [
    'databar.table',
    'Run a Databar table',
    'Costs what the enrichment in the table costs.',
    [
      list('table', 'Table *', 'databar.tables'),
      list('enrichment', 'Enrichment or waterfall of this table *', 'databar.tableEnrichments', { within: 'table' }),
      list('key', 'Column that tells rows apart *', 'databar.tableColumns', {
        hint: 'A row with the same text there is updated, not added again.',
        within: 'table',
      }),
      choice(
        'strategy',
        'Rows to run at Databar',
        [
          ['', 'As fits the rows'],
          ['run_empty', 'Rows without a result'],
          ['run_errors', 'Rows with an error'],
          ['run_all', 'All rows'],
        ],
        { otherwise: '', ...MORE },
      ),
    ],
  ],
  [
    'influencers.batch',
    'Creators',
    'Nothing is charged where nothing is found.',
    [
      choice('mode', 'What to get *', [
        ['raw', 'Profile from a handle, raw'],
        ['full', 'Profile from a handle, full'],
        ['basic', 'Profile from an e-mail'],
        ['advanced', 'Profile from an e-mail, advanced'],
      ]),
      choice('platform', 'Platform of the handles', [['', 'A column says it'], ...PLATFORMS], {
        otherwise: '',
        ...HANDLES,
      }),
      choice(
        'emailRequired',
        'E-mail address',
        [
          ['preferred', 'Take creators without one too'],
          ['must_have', 'Only creators with one; others cost nothing'],
        ],
        { otherwise: 'preferred', ...HANDLES, ...MORE },
      ),
      { kind: 'switch', otherwise: true, ...field('includeAudienceData', 'With data about the audience', FULL) },
      { kind: 'switch', otherwise: false, ...field('includeLookalikes', 'With similar creators', FULL) },
      choice('excludePlatforms', 'Leave out a platform', [['', 'None'], ...PLATFORMS], { otherwise: '', ...EMAILS }),
      number('minFollowers', 'Followers, at least', EMAILS),
      typed('pairs')('metadata', 'Labels of the batch', {
        hint: 'One a line, e.g. campaign: spring. Kept at the provider; results are the same.',
        ...MORE,
      }),
    ],
  ],
  [
    'enrichabl.leads',
    'Upload leads',
    'Leads count against your lead quota; those that are there already do not.',
    [
      ...PIPELINE,
      {
        kind: 'choices',
        choices: same(
          'first_name last_name company title phone linkedin_url company_website company_description company_size industry location',
        ),
        ...field('columns', 'Columns to show in the pipeline', MORE),
      },
    ],
  ],
  [
    'enrichabl.enrichment',
    'AI column or web page',
    'Paid with the AI or Firecrawl key in your Enrichabl account, found or not.',
    [
      choice('type', 'What to make *', [
        ['AI_COLUMN', 'One AI column'],
        ['MULTI_AI_COLUMN', 'Several AI columns at once'],
        ['FIRECRAWL_EXTRACT', 'Fields from a web page (Firecrawl)'],
      ]),
      ...PIPELINE,
      list('template', 'Prompt template *', 'enrichabl.templates', { within: 'type', newAt: 'template', ...AI }),
      text('template.name', 'Name of the new template *', { ...REUSED, ...AI }),
      long('template.prompt', 'Prompt *', { hint: 'Fields of the lead in double braces, e.g. {{company}}.', ...AI }),
      choice(
        'template.model',
        'Model *',
        same(
          'gpt-4o-mini gpt-4o gpt-4.1 gpt-4.1-mini gpt-4.1-nano o1 o1-mini o3 o3-mini o4-mini gemini-2.5-pro gemini-2.5-flash gemini-2.5-flash-lite gemini-2.0-flash gemini-2.0-flash-lite sonar sonar-pro sonar-reasoning sonar-reasoning-pro',
        ),
        AI,
      ),
      words('template.fields', ONE_A_LINE, { when: ['type', 'MULTI_AI_COLUMN'] }),
      number('template.maxTokens', 'Longest answer, in tokens', { least: 1, ...AI, ...MORE }),
      text('template.endpointUrl', 'Address of your own model', { ...AI, ...MORE }),
      text('firecrawl.urlColumn', 'Lead field with the address *', { hint: 'e.g. company_website', ...FIRECRAWL }),
      long('firecrawl.prompt', 'What to look for *', FIRECRAWL),
      words('firecrawl.fields', ONE_A_LINE, FIRECRAWL),
      TARGET,
    ],
  ],
  [
    'enrichabl.validation',
    'Check e-mail addresses',
    'Paid with the validation key in your Enrichabl account.',
    [
      ...PIPELINE,
      choice('service', 'Service *', [
        ['BOUNCEBAN', 'BounceBan'],
        ['MAILVERI', 'MailVeri'],
        ['HYBRID', 'Both (hybrid)'],
      ]),
      TARGET,
    ],
  ],
  ['enrichabl.export', 'Bring a pipeline into the sheet', 'Free.', [list('pipeline', 'Pipeline *', PIPELINES)]],
];

export const OPERATIONS: readonly OperationShape[] = TABLE.map(([id, title, misses, fields]) => ({
  id,
  provider: id.split('.')[0] as ProviderId,
  title,
  misses,
  fields,
  readsRows: id !== 'enrichabl.export',
  // A lead has fields of its own besides the known ones.
  freeInputs: id.startsWith('enrichabl.')
    ? { hint: 'A custom field of your leads, e.g. tier', before: 'custom_fields.' }
    : null,
}));

export function shapeOf(operation: string): OperationShape | null {
  return OPERATIONS.find((shape) => shape.id === operation) ?? null;
}

const creators = (mode: string, title: string, gives: string, price: string): [string, Settings, string, string] => [
  'influencers.batch',
  { mode },
  `Creator profile from ${title}`,
  `${gives}. ${price}.`,
];

/** Cards besides Databar's catalogue, which comes from its lists. */
export const OFFERS: readonly Offer[] = [
  ['databar.table', {}, '', 'Sends rows to a table of yours and brings back what it finds.'],
  creators('raw', 'a handle, raw', 'Name, biography, followers, category, links', '0.03 credits a row'),
  creators('full', 'a handle, full', 'E-mail, name, location, all platforms, audience', '1 credit a row'),
  creators('basic', 'an e-mail', 'Strongest platform, user name, followers', '0.05 credits a row'),
  creators('advanced', 'an e-mail, advanced', 'All platforms of a creator', 'Price not known'),
  ['enrichabl.leads', {}, 'Upload leads to Enrichabl', 'Lead id, stage and status of each row.'],
  ['enrichabl.enrichment', { type: 'AI_COLUMN' }, 'AI column', 'One answer of a prompt for each lead.'],
  [
    'enrichabl.enrichment',
    { type: 'MULTI_AI_COLUMN' },
    'Several AI columns at once',
    'Several fields from one prompt.',
  ],
  ['enrichabl.enrichment', { type: 'FIRECRAWL_EXTRACT' }, 'Fields from a web page', 'What Firecrawl reads there.'],
  ['enrichabl.validation', { service: 'HYBRID' }, '', 'Valid, invalid, risky or unknown.'],
  ['enrichabl.export', {}, '', 'Every lead of a pipeline with its fields and statuses.'],
].map(([operation, settings, title, gives]) => ({
  operation: operation as string,
  settings: settings as Settings,
  title: (title as string) || shapeOf(operation as string)!.title,
  gives: gives as string,
}));
