// Styles that a script imports are gathered by the bundler.
declare module '*.css';
