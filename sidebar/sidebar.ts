// The sidebar's entry: puts the panel into the page. Nothing else is here.
import { h, render } from 'preact';
import { App } from './app';
import { keepFocus } from './keep-focus';

const panel = document.getElementById('panel')!;
render(h(App, {}), panel);
keepFocus(panel);
