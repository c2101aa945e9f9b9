// Opening a CSV file as a tab, and taking the shown tab home as one. Reading and writing CSV is the workbench's.
import { useRef } from 'preact/hooks';

export function CsvButtons({ say, shownTab }: { say: (message: string) => void; shownTab: () => string }) {
  const picker = useRef<HTMLInputElement>(null);
  const open = async (file: File | undefined) => {
    if (!file) return;
    const reply = await fetch(`/open?name=${encodeURIComponent(file.name)}`, { method: 'POST', body: file });
    say(await reply.text());
  };
  return (
    <>
      <input
        ref={picker}
        type="file"
        accept=".csv,text/csv"
        hidden
        aria-label="CSV file to open"
        onChange={(event) => open(event.currentTarget.files?.[0])}
      />
      <button type="button" onClick={() => picker.current?.click()}>
        Open CSV
      </button>
      <button type="button" onClick={() => location.assign(`/download?tab=${encodeURIComponent(shownTab())}`)}>
        Download CSV
      </button>
    </>
  );
}
