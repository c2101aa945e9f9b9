// The sidebar's entry: puts the panel into the page. Nothing else is here.
import { h, render } from 'preact';
import { App } from './app';

render(h(App, {}), document.getElementById('panel')!);
