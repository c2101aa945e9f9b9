// A small add-on with the sidebar calls that the runner makes, for tests of the runner alone: one job at a time, batches of two, one simulated
// Databar enrichment. Not the add-on that ships, and right about nothing but the shape of its answers.
// biome-ignore-all lint/correctness/noUnusedVariables: Google's names are called from outside.
// biome-ignore-all lint/complexity/useOptionalChain: plain on purpose.

function load() {
  return JSON.parse(PropertiesService.getDocumentProperties().getProperty('jobs') || '[]');
}

function save(jobs) {
  PropertiesService.getDocumentProperties().setProperty('jobs', JSON.stringify(jobs));
}

function key() {
  return PropertiesService.getUserProperties().getProperty('key.databar');
}

function call(method, path, body) {
  const options = { method, headers: { 'x-apikey': key() }, muteHttpExceptions: true };
  if (body) Object.assign(options, { contentType: 'application/json', payload: JSON.stringify(body) });
  const response = UrlFetchApp.fetch(`https://api.databar.ai${path}`, options);
  return { status: response.getResponseCode(), body: response.getContentText() };
}

function problem(kind, message) {
  return Object.assign(new Error(message), { kind });
}

function tabOf(recipe) {
  const sheet = SpreadsheetApp.getActiveSpreadsheet().getSheetByName(recipe.sheet);
  if (!sheet) throw problem('recipe', `There is no sheet ${recipe.sheet}.`);
  return sheet;
}

/** Unique inputs whose output is blank and that no job has an outcome for, with their rows. */
function select(recipe) {
  const sheet = tabOf(recipe);
  const values = sheet.getDataRange().getValues();
  const header = values[0];
  for (const name of Object.values(recipe.inputs)) {
    if (!header.includes(name)) throw problem('recipe', `The sheet has no column ${name}.`);
  }
  const known = new Set(
    load().flatMap((job) => [...job.queue, ...job.air, ...job.checks].map((each) => JSON.stringify(each))),
  );
  const found = new Map();
  let [rows, incompleteRows, leftOut] = [0, 0, 0];
  for (const row of values.slice(1)) {
    const params = {};
    for (const [name, column] of Object.entries(recipe.inputs)) params[name] = String(row[header.indexOf(column)]);
    if (Object.values(params).some((text) => text === '')) incompleteRows++;
    else if (row[header.indexOf(recipe.status)] === 'no match') leftOut++;
    else if (!row[header.indexOf(recipe.outputs.email)] && !known.has(JSON.stringify(params))) {
      rows++;
      found.set(JSON.stringify(params), params);
    }
  }
  return { sheet, inputs: [...found.values()], rows, incompleteRows, leftOut };
}

function view(job) {
  const { recipe } = job;
  const sheet = tabOf(recipe);
  const outcomes = {
    found: job.found,
    'no match': job.missed,
    failed: 0,
    'not run': job.notRun,
    check: job.checks.length,
  };
  return {
    jobId: job.jobId,
    name: recipe.name,
    operation: recipe.operation,
    tab: { id: sheet.getSheetId(), name: sheet.getName() },
    state: job.state,
    collecting: job.air.length > 0,
    reason: job.reason,
    reasonKind: job.reason,
    requests: job.requests,
    rows: job.rows,
    incompleteRows: job.incompleteRows,
    reused: 0,
    done: job.requests - job.queue.length - job.air.length,
    outcomes,
    credits: { estimatedMin: 0, estimatedMax: job.requests * 0.05, spent: job.spent },
    nextDueMs: null,
  };
}

function columnOf(sheet, name) {
  const header = sheet.getRange(1, 1, 1, sheet.getLastColumn()).getValues()[0];
  if (header.includes(name)) return header.indexOf(name) + 1;
  sheet.getRange(1, header.length + 1).setValue(name);
  return header.length + 1;
}

function fill(job, params, email, status) {
  const sheet = tabOf(job.recipe);
  const values = sheet.getDataRange().getValues();
  const columns = [columnOf(sheet, job.recipe.outputs.email), columnOf(sheet, job.recipe.status)];
  values.forEach((row, i) => {
    const same = Object.entries(job.recipe.inputs).every(
      ([name, column]) => String(row[values[0].indexOf(column)]) === params[name],
    );
    if (i === 0 || !same) return;
    sheet.getRange(i + 1, columns[0]).setValue(email);
    sheet.getRange(i + 1, columns[1]).setValue(status);
  });
}

function submit(job, jobs) {
  job.air = job.queue.splice(0, 2);
  job.sent = true;
  save(jobs);
  const answer = call('post', '/v1/enrichments/833/bulk-run', { params: job.air });
  job.sent = false;
  if (answer.status === 406) {
    job.queue.unshift(...job.air.splice(0));
    job.state = 'paused';
    job.reason = 'out of credits';
  } else job.task = JSON.parse(answer.body).task_id;
  save(jobs);
}

function collect(job, jobs) {
  const task = JSON.parse(call('get', `/v1/tasks/${job.task}`).body);
  if (task.status === 'processing') return;
  job.air.forEach((params, i) => {
    const result = task.data[i];
    job[result && result.email ? 'found' : 'missed']++;
    fill(job, params, result && result.email ? result.email : '', result && result.email ? 'found' : 'no match');
  });
  job.spent = Math.round((job.spent + (task.credits_spent || 0)) * 1000) / 1000;
  job.air = [];
  save(jobs);
}

/** One thing for the first job that can move; the time when the next can. */
function move(jobs) {
  const job = jobs.find((each) => each.state === 'running' || each.air.length > 0);
  if (!job) return null;
  if (job.sent) {
    job.checks.push(...job.air.splice(0));
    job.sent = false;
  } else if (job.air.length > 0) collect(job, jobs);
  else if (job.queue.length > 0) submit(job, jobs);
  else {
    job.state = 'finished';
  }
  save(jobs);
  return Date.now() + (job.air.length > 0 ? 3000 : 0);
}

const answers = {
  saveKey({ key: text }) {
    PropertiesService.getUserProperties().setProperty('key.databar', text);
    if (text.startsWith('wrong')) throw problem('key', `Databar refuses the key ${text}.`);
    return {};
  },
  plan({ recipe }) {
    if (recipe.operation !== 'databar.enrichment')
      throw problem('recipe', `There is no operation ${recipe.operation}.`);
    const { inputs, rows, incompleteRows, leftOut } = select(recipe);
    const price = { min: 0, max: inputs.length * 0.05 };
    return {
      planId: 'p',
      name: recipe.name,
      requests: inputs.length,
      rows,
      incompleteRows,
      reused: 0,
      toBuy: inputs.length,
      price,
      notes: leftOut > 0 ? [`${leftOut} rows are left out: no match.`] : [],
    };
  },
  start({ recipe }) {
    const { inputs, rows, incompleteRows } = select(recipe);
    const jobs = load();
    const jobId = `j${jobs.length + 1}`;
    const counts = { requests: inputs.length, rows, incompleteRows, found: 0, missed: 0, notRun: 0, spent: 0 };
    save([{ jobId, recipe, state: 'running', reason: null, queue: inputs, air: [], checks: [], ...counts }, ...jobs]);
    return { jobId };
  },
  advance() {
    const jobs = load();
    const nextDueMs = move(jobs);
    return { jobs: jobs.filter((job) => job.state !== 'finished').map(view), nextDueMs };
  },
  job: ({ jobId }) => view(load().find((job) => job.jobId === jobId)),
  jobs() {
    const open = (job) => job.state === 'running' || job.state === 'paused' || job.air.length > 0;
    return {
      open: load().filter(open).map(view),
      ended: load()
        .filter((job) => !open(job))
        .map(view),
    };
  },
  stop: ({ jobId }) =>
    change(jobId, (job) => {
      job.state = 'stopped';
      job.notRun += job.queue.splice(0).length;
    }),
  resume: ({ jobId }) =>
    change(jobId, (job) => {
      job.state = 'running';
      job.reason = null;
    }),
  settle: ({ jobId, as }) =>
    change(jobId, (job) => {
      if (as === 'not-sent') job.checks.splice(0);
    }),
  undo: ({ jobId }) => ({ ...change(jobId, () => {}), blanked: 0, left: 0 }),
  provisional({ jobId }) {
    const job = load().find((each) => each.jobId === jobId);
    const values = tabOf(job.recipe).getDataRange().getValues();
    const rows = [];
    values.forEach((row, i) => {
      const is = (params) =>
        Object.entries(job.recipe.inputs).every(
          ([name, column]) => String(row[values[0].indexOf(column)]) === params[name],
        );
      if (i > 0 && job.queue.some(is)) rows.push({ row: i + 1, status: `not run: ${job.reason}` });
      if (i > 0 && job.air.some(is)) rows.push({ row: i + 1, status: 'waiting' });
    });
    return { statusHeader: job.recipe.status, rows };
  },
};

function change(jobId, how) {
  const jobs = load();
  const job = jobs.find((each) => each.jobId === jobId);
  how(job);
  save(jobs);
  return view(job);
}

function rpc(name, json) {
  try {
    return JSON.stringify({ ok: true, value: answers[name](JSON.parse(json)) });
  } catch (error) {
    return JSON.stringify({ ok: false, error: { kind: error.kind || 'internal', message: String(error.message) } });
  }
}
