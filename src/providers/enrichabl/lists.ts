// What a person may pick at Enrichabl instead of pasting an id: pipelines with their numbers, templates of the three kinds. Free reads.
import { type ListItem, type ListReading, pageOf, problemOf } from '../account-reads';
import { numberField, textField } from '../answer';
import type { Json } from '../operation';
import { type Named, namedIn, PIPELINE_ID, PIPELINE_NAME } from './listing';
import { LIST_PIPELINES } from './pipelines';
import type { EnrichmentSettings } from './settings';
import { fieldsOf, listTemplates, TEMPLATE_ID, TEMPLATE_NAME, TEMPLATE_TYPES } from './templates';

/** The stats of enrichabl.com/docs/api, List your pipelines, as people read them. */
const STATS = {
  total_leads: 'leads',
  imported_leads: 'imported',
  enriched_leads: 'enriched',
  validated_leads: 'validated',
  valid_emails: 'valid e-mails',
};

const LABELS = { AI_COLUMN: 'AI', MULTI_AI_COLUMN: 'Multi-AI', FIRECRAWL_EXTRACT: 'Firecrawl' };

const PROMPT_SHOWN = 80;

export const enrichablLists: ListReading[] = [
  {
    of: 'enrichabl.pipelines',
    calls: () => [LIST_PIPELINES],
    read(ask, [answer]) {
      const list = namedIn(answer!, 'pipeline', PIPELINE_ID, PIPELINE_NAME);
      if ('failure' in list) return problemOf(list.failure);
      return pageOf(
        list.map((one) => item(one, statsOf(one.record), null, { pipeline: one.id })),
        ask,
      );
    },
  },
  {
    of: 'enrichabl.templates',
    calls: ({ within }) => typesIn(within).map((type) => listTemplates({ type })),
    read(ask, answers) {
      const items: ListItem[] = [];
      for (const [i, type] of typesIn(ask.within).entries()) {
        const list = namedIn(answers[i]!, 'template', TEMPLATE_ID, TEMPLATE_NAME);
        if ('failure' in list) return problemOf(list.failure);
        items.push(...list.map((one) => templateItem(one, type)));
      }
      return pageOf(items, ask);
    },
  },
];

type Type = EnrichmentSettings['type'];

/** `within`: a type, or all of them. */
function typesIn(within: string): Type[] {
  return TEMPLATE_TYPES.filter((type) => within === '' || type === within);
}

function item({ id, name }: Named, detail: string, source: string | null, settings: ListItem['settings']): ListItem {
  return { id, name: name || id, detail, source, price: null, settings };
}

function statsOf(record: Json): string {
  return Object.entries(STATS)
    .flatMap(([name, label]) => {
      const count = numberField(record, name);
      return count === null ? [] : [`${count} ${label}`];
    })
    .join(' · ');
}

function templateItem(one: Named, type: Type): ListItem {
  const { record } = one;
  const fields = fieldsOf(record);
  const prompt = textField(record, 'prompt_template') || textField(record, 'prompt');
  const detail = [LABELS[type], fields.join(', ') || prompt.slice(0, PROMPT_SHOWN)].filter(Boolean).join(' · ');
  // A Firecrawl job takes its configuration from its own start, so what the template says of it goes into the recipe.
  const urlColumn = textField(record, 'url_column').replace(/^lead_/, '');
  const firecrawl = type === 'FIRECRAWL_EXTRACT' && { firecrawl: { urlColumn, prompt, fields } };
  return item(one, detail, textField(record, 'model') || null, { type, template: one.id, ...firecrawl });
}
