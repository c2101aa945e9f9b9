// What JSX is compiled to; the build puts it before every file. Nothing else imports this.
export { Fragment, h } from 'preact';
