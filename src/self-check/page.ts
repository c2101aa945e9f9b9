// The page that drives the check: it calls, waits, calls again, and offers the report as a file. It decides nothing.

/** No template literal and no `//` in it: HtmlService strips comments inside of them. */
export const PAGE = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Check</title><base target="_top">
<style>body{font:13px/20px Roboto,Arial,sans-serif;margin:12px;color:#202124}button,a.b{display:inline-block;padding:6px 14px;border:0;border-radius:4px;background:#1a73e8;color:#fff;font:inherit;text-decoration:none}textarea{width:100%;height:120px;box-sizing:border-box}progress{width:100%}</style></head>
<body><h1 style="font-size:16px">Check this Google account</h1>
<p>Asks Google how it treats what Backfill relies on, in a scratch tab that is removed again. It calls no provider and costs nothing. It takes
about five minutes, most of it waiting for a trigger. Keep this panel open.</p>
<progress id="bar" max="1" value="0" aria-label="progress"></progress><p id="say" role="status">Starting.</p>
<div id="end" hidden><p><a class="b" id="file" download="backfill-self-check.json">Download the report</a></p>
<label for="text">Or copy it:</label><textarea id="text" readonly></textarea>
<p>The same is in the tab "Backfill check". What to do with it: npm run calibrate -- backfill-self-check.json</p></div>
<script>
(function () {
  var say = document.getElementById('say'), bar = document.getElementById('bar'), times = [], lost = 0;
  function call(name, arg, then, otherwise) {
    var from = Date.now();
    google.script.run.withSuccessHandler(function (value) { times.push(Date.now() - from); then(value); })
      .withFailureHandler(function (error) { otherwise(error && error.message ? error.message : String(error)); })[name](arg);
  }
  function failed(message) {
    lost += 1;
    if (lost > 5) { say.textContent = 'It broke off: ' + message + ' Start it again from the menu.'; return; }
    setTimeout(function () { slice(null); }, 5000);
  }
  function slice(heard) {
    call('checkGoogleNext', JSON.stringify(heard), function (text) { lost = 0; go(JSON.parse(text)); }, failed);
  }
  function throwAll(kinds) {
    var seen = {}, left = kinds.length, from = Date.now();
    function end() {
      left -= 1;
      if (left > 0) return;
      times.sort(function (a, b) { return a - b; });
      slice({ name: 'throw', seen: seen });
    }
    call('checkGoogleThrow', 'nothing', function () {
      seen['ms: a call from the page'] = Date.now() - from;
      kinds.forEach(function (kind) {
        call('checkGoogleThrow', kind, function (value) { seen['the page gets of ' + kind] = { value: value === undefined ? null : value }; end(); },
          function (message) { seen['the page gets of ' + kind] = { error: message }; end(); });
      });
    }, failed);
  }
  function beside() {
    var seen = {}, left = 2;
    function end(text) {
      var part = text ? JSON.parse(text) : {};
      for (var name in part) seen[name] = part[name];
      left -= 1;
      if (left === 0) slice({ name: 'beside', seen: seen });
    }
    ['hold', 'look'].forEach(function (part) { call('checkGoogleBeside', part, end, function () { end(''); }); });
  }
  function go(next) {
    if (next.do === 'finished') return finish(next.report);
    bar.value = next.done / next.of;
    say.textContent = next.done + ' of ' + next.of + ' parts are done.';
    if (next.do === 'throw') return throwAll(next.kinds);
    if (next.do === 'beside') return beside();
    setTimeout(function () { slice(null); }, next.afterMs);
  }
  function finish(report) {
    var text = JSON.stringify(report, null, 2);
    bar.value = 1;
    say.textContent = 'Done.';
    document.getElementById('text').value = text;
    document.getElementById('file').href = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
    document.getElementById('end').hidden = false;
  }
  slice(null);
})();
</script></body></html>`;
