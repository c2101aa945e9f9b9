// The place "More": the story of the active cell, formulas to fill, an enrichment put onto a Databar table, forgetting results.
import { Act } from './act';
import { count, credits, moment } from './amounts';
import { AttachForm } from './attach-form';
import { FillFormulas } from './fill-formulas';
import { Heading } from './heading';
import { Notice } from './notice';
import { shapeOf } from './operations';
import { usePanel } from './panel-context';
import { Facts, Hint, Quiet, Section } from './section';

export function MorePlace() {
  const { opened } = usePanel();
  return (
    <>
      <Heading>More</Heading>
      <Section title="The active cell">
        <Hint>Select a cell in the sheet, then ask where its value comes from.</Hint>
        <Act call="provenance" args={{}} label="Where is it from?">
          {({ cell, bought }) =>
            bought ? (
              <Facts
                title={`Cell ${cell}`}
                facts={[
                  ['Cell', cell],
                  ['Provider', bought.provider],
                  ['Run', bought.run],
                  ['What', shapeOf(bought.operation)?.title ?? bought.operation],
                  ['When', moment(bought.whenMs)],
                  ['By', bought.by],
                  ['Outcome', bought.outcome],
                  ['Cost', bought.credits === null ? 'not known' : credits(bought.credits)],
                ]}
              />
            ) : (
              <Notice>{cell} was not filled by Backfill.</Notice>
            )
          }
        </Act>
      </Section>
      <FillFormulas />
      {opened.connections.some((one) => one.provider === 'databar' && one.masked !== null) && <AttachForm />}
      <Section title="Forget results">
        <Hint>What was bought is kept in a hidden sheet, so that it is never bought twice.</Hint>
        <Act
          call="forget"
          args={{}}
          label="Forget all results"
          ask={{ text: 'Cells stay. The same inputs would be bought again.', keep: 'Keep them' }}
        >
          {({ forgotten }) => <Notice>{count(forgotten, 'result')} forgotten.</Notice>}
        </Act>
      </Section>
      <Quiet>Backfill {opened.version}</Quiet>
    </>
  );
}
